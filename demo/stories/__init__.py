"""The stories of the demo's sets."""
