"""The live room: twenty of them at once, a thousand streams, one server on one core.

Each figure stands beside its bar. Where a bar is a ratio, its bare counterpart is measured
in the same run. For CPU it is a plain Django view that runs the queries and renders for
each viewer (`bench.baseline_view`). For a change it is a view that writes one row, a bare
ASGI stream (`bench.baseline_stream`) and a text that stands ready, as large as the room's
panels: followed by as many viewers, or by six Chromium pages. The last line is the figure
that comes nearest to its bar, or goes furthest beyond, as a part of it.
"""

import asyncio
import os
import sys

from bench.parts import Figure, services, show, verdict


def measure() -> list[Figure]:
    """Return every figure; the first need no server."""
    from bench.query_budget import query_budget  # noqa: PLC0415 - models need Django set up
    from bench.rooms import Rooms  # noqa: PLC0415
    from bench.server import Server  # noqa: PLC0415

    figures = query_budget()
    with Server(Rooms.make()) as server:
        return [*figures, *asyncio.run(server.figures())]


def main() -> int:
    """Measure everything; say whether every bar holds."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with services():
        figures = measure()
    show(["figure", "value", "bar", "part", ""], [each.row() for each in figures])
    return verdict("live", max(each.part for each in figures), 1.0)


if __name__ == "__main__":
    sys.exit(main())
