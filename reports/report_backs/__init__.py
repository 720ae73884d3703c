"""Report-backs: what members did since the last meeting."""
