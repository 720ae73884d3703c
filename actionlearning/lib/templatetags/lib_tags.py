"""Template tags and filters for every page."""

from collections.abc import Iterable

from django import template

from actionlearning.lib import drawing, samples

register = template.Library()


@register.filter
def initials(name: str) -> str:
    """Return up to two capital letters for a seat: "Priya Anand" → "PA"."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    if not words:
        return name[:2].upper()
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()


@register.filter
def first_name(name: str) -> str:
    """Return the name people use across a table: "Priya Anand" → "Priya"."""
    return name.split()[0] if name.split() else name


@register.filter
def minutes(milliseconds: int | None) -> str:
    """Return milliseconds left as a clock shows them: 272000 → "4:32"."""
    seconds = max(0, -(-int(milliseconds or 0) // 1000))
    return f"{seconds // 60}:{seconds % 60:02}"


@register.filter
def sentence(words: str) -> str:
    """Return words with a full stop: "Open" → "Open."; "What now?" stays."""
    return words if words.endswith(("?", "!", ".", "…")) else f"{words}."


@register.filter
def zone_words(zone: str) -> str:
    """Return an IANA zone in words: "America/New_York" → "America/New York"."""
    return zone.replace("_", " ")


@register.simple_tag
def seated(seats: Iterable[object]) -> list[tuple[drawing.Place, object]]:
    """Place seats around a table (components/mini.html)."""
    people = list(seats)
    return list(zip(drawing.ring(len(people), reach=12), people, strict=True))


@register.simple_tag
def emblem(of: int | str | None, highlight: int | str | None) -> list[drawing.Dot]:
    """Draw the emblem: `of` dots (six), the lamp on number `highlight` (2; 0 for none)."""
    return drawing.emblem(
        int(of or 6), 2 if highlight in (None, "") else int(highlight)
    )


@register.simple_tag
def strip(phases: Iterable[drawing.Step]) -> list[drawing.Part]:
    """Draw the minutes of a meeting as one strip (components/budget.html)."""
    return drawing.strip(list(phases))


@register.simple_tag
def sample_round() -> list[drawing.Seat]:
    """Return a sample round (templates/reports/home/front.html)."""
    return samples.six()
