"""The page of a meeting once the set has met."""
