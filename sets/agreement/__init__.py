"""The ground rules of a set, and the members who have accepted them."""
