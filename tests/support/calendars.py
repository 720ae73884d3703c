"""Read a calendar file by a second parser, like a program that never saw one before.

vobject remembers each zone by name. So dateutil reads the file's own zones first, and
these replace the remembered ones.
"""

import re
from io import StringIO
from typing import Any

import vobject
from dateutil.tz import tzical
from vobject.icalendar import registerTzid

ZONE = re.compile(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", re.DOTALL)


def read(content: bytes | str) -> Any:
    """Return the calendar, with the zones of this file and not of one read before."""
    text = content.decode() if isinstance(content, bytes) else content
    for described in ZONE.findall(text):
        zone: Any = tzical(StringIO(described.replace("\r\n", "\n")))
        [name] = zone.keys()
        registerTzid(name, zone.get())
    return vobject.readOne(text)
