"""Read and write `table.txt`: what each identity gets from each route and method."""

from pathlib import Path

TABLE = Path(__file__).with_name("table.txt")

#: column of the table → who stands for it in the cast
IDENTITIES = {
    "nobody": "nobody",
    "stranger": "zoe",
    "other-set": "ola",
    "owner": "pia",
    "member": "ben",
    "facilitator": "tom",
    "coordinator": "fay",
    "adviser": "ada",
    "manager": "sam",
    "programme": "peg",
    "organisation": "olu",
    "removed": "eve",
}
VISITORS = {"nobody": "nobody", "anybody": "ben"}

Row = tuple[str, str]  #: route name, method
Cells = dict[str, str]  #: column → answer
Rows = dict[Row, Cells]


def read() -> Rows:
    """Return every row of the table."""
    rows: Rows = {}
    columns: list[str] = []
    for line in TABLE.read_text().splitlines():
        words = line.split("#", 1)[0].split()
        if words[:2] == ["route", "method"]:
            columns = words[2:]
        elif words:
            name, method, *cells = words
            rows[name, method] = dict(zip(columns, cells, strict=True))
    return rows


def write(rows: Rows) -> None:
    """Replace the rows of the table, aligned; its opening comment stays."""
    old = TABLE.read_text().splitlines() if TABLE.exists() else []
    opening = [line for line in old if line.startswith("#")]
    wide = {row: cells for row, cells in rows.items() if len(cells) > len(VISITORS)}
    narrow = {row: cells for row, cells in rows.items() if row not in wide}
    blocks = [*_block(wide, IDENTITIES), "", *_block(narrow, VISITORS)]
    TABLE.write_text("\n".join([*opening, "", *blocks]) + "\n")


def _block(rows: Rows, columns: dict[str, str]) -> list[str]:
    width = max(len(name) for name, _ in [*rows, ("route", "")]) + 2
    lines = [(("route", "method"), {column: column for column in columns})]
    lines += sorted(rows.items())
    return [
        f"{name:<{width}}{method:<8}"
        + "".join(f"{cells[c]:<{len(c) + 2}}" for c in columns).rstrip()
        for (name, method), cells in lines
    ]
