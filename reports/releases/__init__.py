"""What leaves the set, by its owner's choice."""
