"""How a meeting goes: its phases, their minutes and their wording."""
