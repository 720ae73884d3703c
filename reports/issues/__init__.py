"""An issue and its generations."""
