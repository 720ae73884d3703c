"""Home: what needs a person now, in all their sets."""
