"""Turn a row and its letter into one MIME message with text and HTML."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formataddr
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from actionlearning.lib.text import one_line
from actionlearning.outbox.kinds import WRITERS, Kind, kind_of
from actionlearning.outbox.letter import Calendar, Letter
from actionlearning.outbox.models import Notice
from actionlearning.outbox.unsubscribe import headers, path_of


def compose(notice: Notice) -> EmailMultiAlternatives | None:
    """Return the message of a row as it reads now, or None if nobody needs it.

    The row takes its name in the notices from the letter; settling the row stores it.

    A writer asks the same access functions as the pages. If the reader would get a 404,
    nothing is written to them either.
    """
    with as_the_reader(notice):
        letter = written(notice)
        notice.entitle(letter)
        return _message(notice, letter) if letter else None


def written(notice: Notice) -> Letter | None:
    """Return the letter of a row as it reads now, or None if nobody needs it."""
    write = WRITERS[notice.kind]
    try:
        return write(notice)
    except Http404:
        return None


@contextmanager
def as_the_reader(notice: Notice) -> Iterator[None]:
    """Use the language and the time zone of the reader inside."""
    person = notice.person
    # An outsider's language stands in the row; nothing else is known of them.
    outside = str(notice.about.get("language", settings.LANGUAGE_CODE))
    language = person.language if person else outside
    zone = person.known_zone if person else settings.TIME_ZONE
    with translation.override(language), timezone.override(zone):
        yield


class _Mail(EmailMultiAlternatives):
    """A mail whose long addresses stay whole in the head, as mail programs read them.

    From Django 6 on, Python folds the head of a mail, and writes an address that is longer
    than a line as encoded words. A line may have 998 characters (RFC 5322 §2.1.1).
    """

    def message(self, **options: Any) -> Any:
        """Return the message as it is sent."""
        made = super().message(**options)
        if isinstance(made, EmailMessage):
            made.policy = made.policy.clone(max_line_length=998)
        return made


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
    message = _Mail(
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
    """Add a calendar twice, as mail programs expect it: as last alternative and as file."""
    kind = f"text/calendar; method={calendar.method}"
    message.attach_alternative(calendar.message.decode(), kind)
    message.attach("meeting.ics", calendar.file, "application/ics")


def _stop(notice: Notice, kind: Kind) -> str:
    """Return the path that ends such mails, or "" if the reader may not end them."""
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
