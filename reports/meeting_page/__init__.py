"""The page of a meeting before and while the set meets."""
