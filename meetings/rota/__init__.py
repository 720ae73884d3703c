"""The rota: the next facilitators, and why."""
