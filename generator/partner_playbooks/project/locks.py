"""Locks on files and folders, and signals that wait until something is whole."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import ModuleType


fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows: two commands at once are then up to their users
    fcntl = None


@contextmanager
def hold_folders(folders: Iterable[Path], waiting: Callable[[], None]) -> Iterator[tuple[int, ...]]:
    """Hold the folders for one build at a time; `waiting` is called when another build has one.

    The locks lie on the folders themselves, which are made if need be, and go again if nothing was put into them: so
    nothing is left behind. A publisher that inherits the descriptors yielded here holds them too: should we be killed,
    the next build waits until it has ended. Where the system has no such locks, there are no descriptors.
    """
    with ExitStack() as stack:
        descriptors = []
        for folder in sorted(set(folders)):
            missing = [each for each in (folder, *folder.parents) if not each.exists()]
            if fcntl is None:  # nor can a folder be opened
                folder.mkdir(parents=True, exist_ok=True)
            else:
                descriptors.append(_hold(folder, waiting))
                stack.callback(os.close, descriptors[-1])
            stack.callback(_remove_empty, missing)
        yield tuple(descriptors)


def _hold(folder: Path, waiting: Callable[[], None]) -> int:
    """Give the descriptor of a folder that is held from now on."""
    assert fcntl is not None  # noqa: S101 - nobody asks where it is not
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # who held it has taken it away, for nothing was in it
            descriptor = os.open(folder, os.O_RDONLY)
            if not lock_at_once(descriptor):
                waiting()
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            if is_at(descriptor, folder):
                return descriptor
            os.close(descriptor)


def is_at(descriptor: int, path: Path) -> bool:
    """Tell whether an open file or folder still stands in its place."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):  # something is in it
            folder.rmdir()


def lock_at_once(descriptor: int) -> bool:
    """Hold an open file or folder until it is closed; tell whether nobody else does."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def hold_signals() -> Iterator[None]:
    """Let Ctrl-C and a request to end wait until what stands in the block is done."""
    came: list[int] = []
    if threading.current_thread() is not threading.main_thread():  # it hears no signals
        yield
        return
    signs = (signal.SIGINT, signal.SIGTERM)
    handlers = {sign: signal.signal(sign, lambda number, _: came.append(number)) for sign in signs}
    try:
        yield
    finally:
        for sign, handler in handlers.items():
            signal.signal(sign, handler if handler is not None else signal.SIG_DFL)
    for number in came:
        signal.raise_signal(number)
