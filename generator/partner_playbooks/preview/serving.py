"""The preview's server: the site with a script in its pages, and a stream of news. For this machine alone."""

from __future__ import annotations

import html
import json
import mimetypes
import re
import sys
import threading
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.preview.preview_state import Page, PreviewState

HERE = "127.0.0.1"
_HOST = re.compile(r"(127\.0\.0\.1|localhost)(:[0-9]+)?", re.IGNORECASE)
"""What a request may call us. Any other name is that of a site elsewhere, made to lead here (DNS rebinding)."""
OWN = "_preview/"
"""Below this stands what is not of the site; no id has an underscore."""
_SCRIPT = "client.js"
_LOOK = re.compile(rb'((?:src|href)="(?:\.\./|\./|/)*assets/[^"?#]+\.(?:css|js))"')
"""What a page takes its look from."""
_KEPT = "max-age=31536000, immutable"
_HEARTBEAT = 5.0
"""Seconds after which a silent stream says something, so that one that nobody reads any more is found out."""


@contextmanager
def serve_state(state: PreviewState, port: int) -> Iterator[str]:
    """Serve a state on this machine alone and give its address; port 0 takes a free one.

    Raises:
        UserError: the port is taken.
    """
    try:
        server = _Server((HERE, port), partial(_Handler, state))
    except OSError as error:
        reason = (error.strerror or "error").lower()
        raise UserError(f"port {port} cannot be used: {reason}", "choose another with --port") from None
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://{HERE}:{server.server_port}/"
    finally:
        state.close()
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, *address: Any) -> None:  # noqa: ANN401 - socketserver's types are wide
        """Tell of our own faults, not of browsers that have gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, state: PreviewState, *arguments: object) -> None:
        self._state = state
        super().__init__(*arguments)  # type: ignore[arg-type]  # the server hands them on as they are

    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer with a file of the site, a page with our script in it, or the stream of news."""
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        address = _address(unquote(path))
        looked_at = _address(query.get("page", [""])[0])
        if not self._is_for_us():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"This is a preview for this machine alone.\n")
        elif address == f"{OWN}{_SCRIPT}":
            self._send(HTTPStatus.OK, "text/javascript", Path(__file__).with_name(_SCRIPT).read_bytes())
        elif address == f"{OWN}news" and self.command == "GET" and looked_at is not None:
            self._stream(looked_at, query.get("version", [""])[0])
        elif address is None:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"There is no such address.\n")
        else:
            try:
                self._answer(address, query.get("look", [""])[0])
            except UserError as error:  # of a file that is made as it is asked for
                self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain", f"{error}\n".encode())

    def _is_for_us(self) -> bool:
        hosts = self.headers.get_all("Host") or []
        return len(hosts) == 1 and _HOST.fullmatch(hosts[0]) is not None

    def _answer(self, address: str, look: str) -> None:
        is_page = not address or address.endswith(("/", ".html"))
        kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
        kept = self._state.read_look(address, look) if look and not is_page else None
        body = None if is_page or kept is not None else self._state.read(address)
        if kept is not None:
            self._send(HTTPStatus.OK, kind, kept, **{"Cache-Control": _KEPT})
        elif body is not None:
            self._send(HTTPStatus.OK, kind, body)
        elif not is_page and self._state.read(f"{address}/") is not None:
            self._send(HTTPStatus.FOUND, "text/plain", b"", Location=f"/{quote(address)}/")
        else:
            page = self._state.page(address)
            status = HTTPStatus.OK if page.found else HTTPStatus.NOT_FOUND
            self._send(status, "text/html", _with_script(page, address))

    def _send(self, status: HTTPStatus, kind: str, body: bytes, **headers: str) -> None:
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_response(status)
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(body)))
        # The next build may have changed any file.
        for name, value in {"Cache-Control": "no-store", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self, address: str, version: str) -> None:
        """Send server-sent events: `problems` as they are at present, and `page` when the page is another one."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        told = ""
        with suppress(ConnectionError), self._state.note_open(address):
            while (news := self._state.news(address, version, told, _HEARTBEAT)) is not None:
                if news[0] != version:
                    self._tell("page", json.dumps(news[0]))
                    return  # the page loads again, and asks anew
                self._tell("problems" if news[1] != told else "still", news[1])
                told = news[1]

    def _tell(self, event: str, data: str) -> None:
        self.wfile.write(f"event: {event}\ndata: {data}\n\n".encode())


def _address(path: str) -> str | None:
    """Give the address within the site that a path names; None if it could lead out of the site."""
    parts = path.lstrip("/").removesuffix("index.html").split("/")
    wrong = any(part in {".", ".."} or {"\\", "\0", ":"} & set(part) for part in parts) or "" in parts[:-1]
    return None if wrong else "/".join(parts)


def _with_script(shown: Page, address: str) -> bytes:
    """Put our script at the end of a page, and tell it which page and version this is.

    What its look is made of is asked for by a name of that look's own, so that a browser can keep it.
    """
    page = _LOOK.sub(rb'\1?look=%b"' % shown.look.encode(), shown.body)
    place = f'data-page="{html.escape(address)}" data-version="{shown.version}"{" data-found" if shown.found else ""}'
    script = f'<script src="/{OWN}{_SCRIPT}" {place} defer></script>\n'.encode()
    at = page.rfind(b"</body>")
    return page[:at] + script + page[at:] if at >= 0 else page + script
