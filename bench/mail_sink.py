"""A mail server that takes everything: `python -m bench.mail_sink PORT`, on its own process."""

import sys
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Sink:
    """Take a mail, and forget it."""

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Say that it is kept."""
        return "250 Kept"


def main() -> None:
    """Serve until the end."""
    Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
    print("sink ready", flush=True)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main()
