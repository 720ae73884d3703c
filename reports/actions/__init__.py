"""A person's actions, and how they end."""
