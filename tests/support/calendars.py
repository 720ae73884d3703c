"""Read a calendar file by a second parser, as a program would that sees it first.

vobject keeps every zone that it has met, under its name; so each file's own description
is put there, read by dateutil, before the file is.
"""

import re
from io import StringIO
from typing import Any

import vobject
from dateutil.tz import tzical
from vobject.icalendar import registerTzid

ZONE = re.compile(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", re.DOTALL)


def read(content: bytes | str) -> Any:
    """Return the calendar; zones are what this file says, not one read before."""
    text = content.decode() if isinstance(content, bytes) else content
    for described in ZONE.findall(text):
        zone: Any = tzical(StringIO(described.replace("\r\n", "\n")))
        [name] = zone.keys()
        registerTzid(name, zone.get())
    return vobject.readOne(text)
