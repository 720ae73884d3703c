"""Middleware, error pages, and pages that belong to no app."""
