"""What managers see."""
