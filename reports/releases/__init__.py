"""Stories that leave the set because their owner releases them."""
