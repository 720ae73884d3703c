"""What needs a person now, over all their sets."""
