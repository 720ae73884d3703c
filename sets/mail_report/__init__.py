"""The report on whether the mail of a set arrives."""
