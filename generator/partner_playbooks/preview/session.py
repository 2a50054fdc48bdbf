"""A preview from start to end: watch, serve, build; and leave nothing behind but finished work."""

from __future__ import annotations

import signal
import threading
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from partner_playbooks.preview.building import Builder
from partner_playbooks.preview.checker import start_checker
from partner_playbooks.preview.preview_state import PreviewState
from partner_playbooks.preview.serving import serve_state
from partner_playbooks.preview.watching import watch_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from partner_playbooks.handbook.model.base import Audience
    from partner_playbooks.project.folder import Project


def preview_edition(project: Project, audience: Audience, port: int, tell: Callable[[str], None]) -> None:
    """Preview an edition at a port, 0 for a free one, until interrupted; `tell` hears how it goes.

    Raises:
        UserError: the port is taken.
    """
    state, changed = PreviewState(), threading.Event()
    changed.set()  # for the first build
    with suppress(KeyboardInterrupt), ExitStack() as stack:
        _hear_one()
        checker = stack.enter_context(start_checker(project))
        folder = stack.enter_context(TemporaryDirectory(prefix="playbooks-preview-"))
        stack.enter_context(watch_project(project, changed))
        address = stack.enter_context(serve_state(state, port))
        tell(f"Serving at {address} (Ctrl-C ends it)")
        Builder(project, audience, Path(folder), state, tell=tell, checker=checker).run(changed)


def _hear_one() -> None:
    """Let the first Ctrl-C end the preview, and no second one interrupt the cleaning up."""
    handlers = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM)}

    def heard(sign: int, frame: FrameType | None) -> None:
        for other in handlers:
            signal.signal(other, signal.SIG_IGN)
        if callable(handler := handlers[signal.Signals(sign)]):
            handler(sign, frame)

    for sign, handler in handlers.items():
        if callable(handler):  # else it is ignored already, as for a process in the background
            signal.signal(sign, heard)
