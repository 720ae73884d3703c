"""The page of a meeting after it: the record."""
