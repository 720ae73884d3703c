from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from actionlearning.outbox.folder import newest

FILES = "django.core.mail.backends.filebased.EmailBackend"


def keep(folder: Path, *subjects: str) -> None:
    """Write mails as the embedded default does, all over one connection."""
    connection = get_connection(FILES, file_path=folder)
    connection.send_messages(
        [
            EmailMultiAlternatives(
                subject, "Léa asks:\nhttp://localhost/x/", to=["Pia <pia@example.org>"]
            )
            for subject in subjects
        ]
    )


def test_a_folder_is_read_with_the_newest_first(tmp_path):
    keep(tmp_path, "One", "Two")
    keep(tmp_path, "Three")

    mails = newest(tmp_path, most=2)

    assert [mail.subject for mail in mails] == ["Three", "Two"]
    assert mails[0].text == "Léa asks:\nhttp://localhost/x/"


def test_an_installation_without_mail_has_an_empty_folder(tmp_path):
    assert newest(tmp_path / "mail") == []


@pytest.mark.django_db
def test_the_page_shows_letters_with_their_links(client, settings, tmp_path):
    settings.DEMO, settings.MAIL_DIR = True, tmp_path
    keep(tmp_path, "Harbour meets & talks")

    page = client.get("/mail/").content.decode()

    assert "Harbour meets &amp; talks" in page
    assert 'href="http://localhost/x/"' in page


@pytest.mark.django_db
def test_outside_a_demo_there_is_no_such_page(client, settings, tmp_path):
    settings.MAIL_DIR = tmp_path
    keep(tmp_path, "A code")

    assert client.get("/mail/").status_code == 404
