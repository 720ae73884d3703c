"""The managers of a set, who see what it releases."""
