"""The messages to a set's chat channel about its dates."""
