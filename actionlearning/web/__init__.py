"""Middleware, error pages and the pages that belong to no app."""
