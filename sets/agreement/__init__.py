"""How a set works together: its ground rules, and who has accepted them."""
