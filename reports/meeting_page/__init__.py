"""The page of a meeting before and during it."""
