"""Turn a row and its letter into one MIME message with text and HTML."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formataddr
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from actionlearning.lib.text import one_line
from actionlearning.outbox.inbox import entitle
from actionlearning.outbox.kinds import WRITERS, Kind, kind_of
from actionlearning.outbox.letter import Calendar, Letter
from actionlearning.outbox.models import Notice
from actionlearning.outbox.unsubscribe import headers, path_of


def compose(notice: Notice) -> EmailMultiAlternatives | None:
    """Return the message of a row as it reads now, or None where nobody needs it.

    What it is called in the notices is stored when the row is settled.

    Renderers go through the doors of the pages: what is 404 to the reader by now, for
    whatever reason, is not written to them either.
    """
    with as_the_reader(notice):
        letter = written(notice)
        entitle(notice, letter)
        return _message(notice, letter) if letter else None


def written(notice: Notice) -> Letter | None:
    """Return the letter of a row as it reads now, or None where nobody needs it."""
    write = WRITERS[notice.kind]
    try:
        return write(notice)
    except Http404:
        return None


@contextmanager
def as_the_reader(notice: Notice) -> Iterator[None]:
    person = notice.person
    # An outsider's language stands in the row; nothing else is known of them.
    outside = str(notice.about.get("language", settings.LANGUAGE_CODE))
    language = person.language if person else outside
    zone = person.known_zone if person else settings.TIME_ZONE
    with translation.override(language), timezone.override(zone):
        yield


def _message(notice: Notice, letter: Letter) -> EmailMultiAlternatives:
    kind = kind_of(letter.kind or notice.kind)
    stop = _stop(notice, kind)
    context = {
        "letter": letter,
        "site": settings.SITE_URL,
        "stop": f"{settings.SITE_URL}{stop}" if stop else "",
        "greeting": _greeting(notice),
        "link": urljoin(f"{settings.SITE_URL}/", letter.link),
        "language": translation.get_language(),
    }
    message = EmailMultiAlternatives(
        subject=one_line(letter.subject),
        body=render_to_string("mail/letter.txt", context).strip() + "\n",
        to=[_recipient(notice)],
        headers={
            "Message-ID": message_id(notice),
            "Auto-Submitted": "auto-generated",
            **(headers(stop) if stop else {}),
        },
    )
    message.attach_alternative(
        render_to_string("mail/letter.html", context), "text/html"
    )
    if letter.calendar:
        _attach(letter.calendar, message)
    return message


def _attach(calendar: Calendar, message: EmailMultiAlternatives) -> None:
    """Add a calendar as mail programs look for it: the last alternative, and a file."""
    kind = f"text/calendar; method={calendar.method}"
    message.attach_alternative(calendar.message.decode(), kind)
    message.attach("meeting.ics", calendar.file, "application/ics")


def _stop(notice: Notice, kind: Kind) -> str:
    """Return the path that ends such mails, or "" where that is not the reader's choice."""
    if notice.person is None or not kind.may_choose("mail"):
        return ""
    return path_of(notice.person, kind)


def message_id(notice: Notice) -> str:
    """Return the same Message-ID each time, so that a mail sent twice is seen as one."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{notice.kind}.{notice.pk}.{notice.created_at:%Y%m%d%H%M%S}@{host}>"


def _greeting(notice: Notice) -> str:
    if notice.person is None:
        return _("Hello,")
    return _("Hello %(name)s,") % {"name": notice.person.first_name}


def _recipient(notice: Notice) -> str:
    if notice.person is None:
        return notice.address
    return formataddr((one_line(notice.person.display_name), notice.person.email))
