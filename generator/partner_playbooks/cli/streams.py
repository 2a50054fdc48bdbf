"""What a command prints to: people get what their terminal can show, programs UTF-8; nobody listening is no fault."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from typing_extensions import Buffer

_STREAMS = ("stdin", "stdout", "stderr")


class _Unheard(io.FileIO):
    """A stream that nobody may be reading any more: then the work goes on, and its exit status counts."""

    def __init__(self, descriptor: int, ignored: type[OSError]) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self._ignored = ignored

    def write(self, data: Buffer) -> int:
        """Write, or take what nobody reads for written."""
        try:
            return super().write(data) or 0
        except self._ignored:
            return memoryview(data).nbytes


def start_in_utf8() -> None:
    """Begin anew in UTF-8 where nothing but ASCII could be named: no locale, say. All that is ASCII stays the same.

    Else no file could bear the name of a partner such as Größe, nor could the command line name one.
    """
    if os.name == "posix" and sys.getfilesystemencoding() == "ascii":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - this very command, with the arguments that it was given


def prepare_streams() -> None:
    """Open streams that the caller has closed, and make those for people show every character somehow."""
    for descriptor, name in enumerate(_STREAMS):
        _open_if_closed(descriptor, name)
    for descriptor, name, ignored in ((1, "stdout", BrokenPipeError), (2, "stderr", OSError)):
        stream: TextIO = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character gets its escape, not a traceback
            stream.reconfigure(errors="backslashreplace")
            if os.name == "posix" and _descriptor(stream) == descriptor:
                setattr(sys, name, _unheard(stream, descriptor, ignored))


def print_data(text: str) -> None:
    """Print what programs read: in UTF-8 with plain line ends, whatever the terminal or the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))


def flush_streams() -> None:
    """Write out what was printed.

    Raises:
        OSError: it could not be written: the disk is full, say. It is not tried again.
    """
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise


def _open_if_closed(descriptor: int, name: str) -> None:
    try:
        os.fstat(descriptor)
    except OSError:  # else the next file that is opened would get its number, and what is printed
        os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if getattr(sys, name) is None:
        mode = "r" if descriptor == 0 else "w"
        setattr(sys, name, open(descriptor, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - for good


def _descriptor(stream: io.TextIOWrapper) -> int | None:
    with suppress(OSError, ValueError):
        return stream.fileno()
    return None


def _unheard(stream: io.TextIOWrapper, descriptor: int, ignored: type[OSError]) -> io.TextIOWrapper:
    stream.flush()
    raw = io.BufferedWriter(_Unheard(descriptor, ignored))
    return io.TextIOWrapper(
        raw,
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering or stream.write_through,  # what is to be seen at once still is
    )
