"""What one page shows, fetched whole."""
