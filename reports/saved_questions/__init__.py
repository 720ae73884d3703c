"""The questions that a presenter kept."""
