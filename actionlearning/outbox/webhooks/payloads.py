"""Write one text as Slack, Mattermost and Teams expect it, so that it notifies nobody.

Slack and Mattermost take `{"text": …}` (docs.slack.dev, developers.mattermost.com,
"Incoming webhooks"); a Teams workflow takes an Adaptive Card in a message. The names of
sets and places are free text: none may notify the channel or become a link.
"""

import re
from collections.abc import Sequence
from typing import Any

from actionlearning.lib.text import one_line
from actionlearning.outbox.models import ChatWebhook

Lines = Sequence[str]  #: the first says what it is about

#: An address, with scheme, www or a path behind the host: also the one of a video call.
ADDRESS = re.compile(
    r"\S*://\S*|\bwww\.\S+|\bmailto:\S+|\b[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE
)
HOST = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})")
MARKS = re.compile(r"([\\`*_{}\[\]()#+\-!~|])")


def payload(service: str, lines: Lines) -> dict[str, Any]:
    """Return the message in the form of this service."""
    shown = [harmless(line) for line in lines]
    if service == ChatWebhook.Service.TEAMS:
        return _card(shown)
    escape = _for_slack if service == ChatWebhook.Service.SLACK else _for_mattermost
    return {"text": "\n".join(escape(line) for line in shown)}


def harmless(text: str) -> str:
    """Return one line without an address, and without an @ that could notify anybody.

    "＠" and "․" look like the originals and mean nothing to a chat.
    """
    plain = ADDRESS.sub("…", one_line(text))
    return HOST.sub("․", plain.replace("@", "＠"))


def _for_slack(line: str) -> str:
    amps = line.replace("&", "&amp;")
    return amps.replace("<", "&lt;").replace(">", "&gt;")


def _for_mattermost(line: str) -> str:
    """Escape Markdown, and break `<!channel>`, which Mattermost reads as Slack does."""
    return MARKS.sub(r"\\\1", line.replace("<", "‹").replace(">", "›"))


def _card(lines: Lines) -> dict[str, Any]:
    """Return a card of plain text runs: unlike text blocks, these have no Markdown or links."""
    body = [
        {
            "type": "RichTextBlock",
            "inlines": [
                {
                    "type": "TextRun",
                    "text": line,
                    "weight": "Bolder" if number == 0 else "Default",
                }
            ],
        }
        for number, line in enumerate(lines)
    ]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    kind = "application/vnd.microsoft.card.adaptive"
    attachment = {"contentType": kind, "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}
