"""The questions that a presenter saved."""
