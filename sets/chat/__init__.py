"""The channel of a chat that hears the dates of a set."""
