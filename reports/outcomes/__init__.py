"""The outcomes of a set, as its managers see them."""
