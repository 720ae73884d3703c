"""What a chat is sent: nobody is called, nothing can be clicked."""

import pytest

from actionlearning.outbox.webhooks.payloads import harmless, payload

ROUGH = "Tom & <!channel> <https://bad.example|here> @here *x* [y](https://z.example)"


def test_slack_is_sent_escaped_text():
    assert payload("slack", ["A & B <3>", "Room 4.12"]) == {
        "text": "A &amp; B &lt;3&gt;\nRoom 4.12"
    }


def test_mattermost_is_sent_text_without_marks():
    assert payload("mattermost", ["*A* & [b](c) <!channel>", "# x_y"]) == {
        "text": r"\*A\* & \[b\]\(c\) ‹\!channel›" + "\n" + r"\# x\_y"
    }


def test_teams_is_sent_a_card_of_plain_runs():
    sent = payload("teams", ["Harbour meets today.", "**Where**: Room 4"])

    [attachment] = sent["attachments"]
    assert sent["type"] == "message"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert [block["type"] for block in card["body"]] == ["RichTextBlock"] * 2
    runs = [run for block in card["body"] for run in block["inlines"]]
    assert [run["text"] for run in runs] == [
        "Harbour meets today.",
        "**Where**: Room 4",
    ]


@pytest.mark.parametrize("service", ["slack", "mattermost", "teams"])
def test_no_name_calls_anybody_or_is_a_link(service: str):
    text = str(
        payload(service, [ROUGH])["text" if service != "teams" else "attachments"]
    )

    shown = text.replace("http://adaptivecards.io/schemas/adaptive-card.json", "")
    assert "@" not in shown
    assert "://" not in shown
    assert "bad.example" not in shown
    assert service == "teams" or "<" not in shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Room 4.12, St. Mary", "Room 4.12, St. Mary"),
        ("https://zoom.example/j/1?pwd=x", "…"),
        ("Call: zoom.us/j/123", "Call: …"),
        ("www.example.org", "…"),
        ("example.org", "example․org"),
        ("mailto:a@b.example", "…"),
        ("@all", "＠all"),
        ("two\nlines\u202e", "two lines"),
        ("a / b", "a / b"),
    ],
)
def test_what_is_typed_is_made_harmless(typed: str, shown: str):
    assert harmless(typed) == shown
