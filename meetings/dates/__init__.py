"""When a set meets: rules, single dates, moving and cancelling."""
