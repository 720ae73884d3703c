"""What a set has learnt."""
