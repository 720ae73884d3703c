"""The mails before and after a meeting."""
