"""What the pages about a set show, fetched whole."""
