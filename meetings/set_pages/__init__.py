"""The pages about a set's life: founding, joining, leaving, closing."""
