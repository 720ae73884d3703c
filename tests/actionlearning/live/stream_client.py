"""A client of a real server: one socket that reads one stream."""

import json
import socket
import time


class StreamClient:
    """An open request for a room's stream."""

    def __init__(self, port: int, code: str, cookie: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 5)
        head = f"GET /meetings/{code}/events HTTP/1.1\r\nHost: localhost:{port}\r\n"
        self._socket.sendall(f"{head}Cookie: {cookie}\r\n\r\n".encode())
        self._file = self._socket.makefile("rb")
        self.status = int(self._file.readline().split()[1])

    def event(self) -> tuple[str, int]:
        """Return the next event's name and version."""
        for line in self._file:
            if line.startswith(b"event: "):
                data = next(self._file).decode().removeprefix("data: ")
                return line.decode().strip().removeprefix("event: "), json.loads(data)[
                    "v"
                ]
        raise EOFError

    def until(self, event: tuple[str, int]) -> None:
        """Read until this event comes (at most 5 s between two events)."""
        while self.event() != event:
            pass

    def ended(self, seconds: float = 2) -> bool:
        """Return whether the server ends the stream within `seconds`."""
        self._socket.settimeout(seconds)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._file.readline() in {b"0\r\n", b""}:  # the last chunk, or no more
                return True
        return False

    def close(self) -> None:
        """Close the connection."""
        self._file.close()
        self._socket.close()
