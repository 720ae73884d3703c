"""The managers who see what a set releases."""
