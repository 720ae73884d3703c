"""A person's actions, from their promise to their end."""
