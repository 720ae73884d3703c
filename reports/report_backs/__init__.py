"""What a member did since the last meeting."""
