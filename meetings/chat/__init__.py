"""What a set's channel hears about its dates."""
