"""Who says they are coming, and who came."""
