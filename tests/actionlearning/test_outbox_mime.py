from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives

from actionlearning.outbox.mime import Mail

LONG = "https://sets.example.org/unsubscribe/" + "x" * 90


@pytest.mark.parametrize(
    ("subject", "to", "link"),
    [
        ("Harbour meets", "Pia Lind <pia@example.org>", "<https://a.example/>"),
        ("Harbour meets " * 12, "Pia Lind <pia@example.org>", f"<{LONG}>"),
        ("Größe – 5 ✓", "Léa Brün <lea@example.org>", "<https://a.example/>"),
    ],
)
@pytest.mark.parametrize("linesep", ["\n", "\r\n"])
def test_a_mail_has_the_bytes_that_django_writes(subject, to, link, linesep):
    ours, theirs = (written(kind, subject, to, link) for kind in MAILS)

    one, other = (mail.as_bytes(linesep=linesep) for mail in (ours, theirs))

    assert one == other


MAILS = (Mail, EmailMultiAlternatives)


def written(kind: type[EmailMultiAlternatives], subject: str, to: str, link: str):
    mail = kind(
        subject=subject,
        body="Grüße\n",
        to=[to],
        headers={
            "Date": "Mon, 4 Jan 2027 09:00:00 -0000",
            "Message-ID": "<1@example.org>",
            "List-Unsubscribe": link,
        },
    )
    mail.attach_alternative("<p>Grüße</p>", "text/html")
    message = mail.message()
    message.set_boundary("same")
    return message
