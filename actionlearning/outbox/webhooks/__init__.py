"""Messages to the channel of a chat."""
