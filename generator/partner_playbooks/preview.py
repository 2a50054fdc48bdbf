"""`playbooks serve`: the built site on this machine, built again when something changes."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import watchfiles

from partner_playbooks.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from partner_playbooks.workspace.project import Project


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""

    def end_headers(self) -> None:
        """Let the browser ask again each time: the next build may have changed any file."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


@contextmanager
def served(site: Path, port: int) -> Iterator[str]:
    """Serve a site on this machine alone and give its address; port 0 takes a free one.

    Raises:
        UserError: the port is taken.
    """
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_QuietHandler, directory=str(site)))
    except OSError as error:
        reason = (error.strerror or "error").lower()
        raise UserError(f"port {port} cannot be used: {reason}", "choose another with --port") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def rebuild_on_change(project: Project, rebuild: Callable[[], None], stop: threading.Event | None = None) -> None:
    """Call `rebuild` after each save in the project, until interrupted; a burst of saves is one change."""
    places = project.watched()
    while not (stop and stop.is_set()):
        for changes in watchfiles.watch(*places, stop_event=stop, rust_timeout=1000, yield_on_timeout=True):
            appeared = project.watched() != places  # a theme/ or site_config.yml that was not there before
            if changes or appeared:
                rebuild()
            if appeared:
                places = project.watched()
                break
        else:
            return
