"""What the sets of the demo lived through."""
