"""People are asked into a set."""
