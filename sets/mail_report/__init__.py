"""Whether the mail of a set arrives."""
