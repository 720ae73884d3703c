"""A demo organisation, played through the product's own services."""
