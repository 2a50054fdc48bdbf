"""Systems that refuse: operations on files are counted, fail or kill, and swaps of folders are refused."""

import ctypes
import errno
import os
import shutil
import signal
import warnings
from pathlib import Path

_NAMES = """
EXDEV EINVAL ENOSYS ENOTSUP EACCES EPERM EBUSY EROFS ENOSPC EDQUOT EIO ENOENT EEXIST ENOTEMPTY EISDIR ENOTDIR ELOOP
EMLINK ENAMETOOLONG ENOMEM EFAULT ESTALE ETXTBSY EAGAIN EINTR
"""
ERRNOS = [getattr(errno, name) for name in _NAMES.split()]
"""What renameat2(2), rename(2) and renamex_np(2) may answer, and what network file systems add."""


class Library:
    """The C library with another answer to renameat2."""

    def __init__(self, renameat2):
        self.renameat2 = renameat2


def answer_as(system, patch):
    """Let the system answer as another one would: `exchange`, `renames` where it has no exchange, `files` as overlayfs.

    There a folder of a lower layer cannot be renamed; here no folder can.
    """

    def refuse_exchange(*_):
        ctypes.set_errno(errno.EXDEV if system == "files" else errno.EINVAL)
        return -1

    if system != "exchange":
        patch.setattr(ctypes, "CDLL", lambda *_, **__: Library(refuse_exchange))
    if system == "files":
        patch.setattr(os, "rename", lambda *given: failing(errno.EXDEV)(given))


class Operations:
    """Counts the operations on files, and acts before one of them, or before that and all after it."""

    def __init__(self, patch, act, at, *, on=False):
        self.names = []
        self._act, self._at, self._on = act, at, on
        for module, name in (
            (os, "rename"),
            (os, "replace"),
            (os, "mkdir"),
            (os, "unlink"),
            (os, "rmdir"),
            (shutil, "copy2"),
            (Path, "write_bytes"),
        ):
            patch.setattr(module, name, self._counted(name, getattr(module, name)))
        library = ctypes.CDLL
        patch.setattr(ctypes, "CDLL", lambda *given, **options: self._library(library(*given, **options)))

    def _library(self, library):
        def renameat2(*given):
            try:
                return counted(*given)
            except OSError as error:
                ctypes.set_errno(error.errno)
                return -1

        counted = self._counted("renameat2", library.renameat2)
        return Library(renameat2)

    def _counted(self, name, call):
        def called(*given, **options):
            self.names.append(name)
            number = len(self.names) - 1
            if self._at is not None and (number == self._at or (self._on and number > self._at)):
                self._act(given)
            return call(*given, **options)

        return called


def failing(code):
    """Give what fails with an error number, naming the file."""

    def fail(given):
        named = [each for each in given if isinstance(each, str | os.PathLike)]
        raise OSError(code, os.strerror(code), *map(os.fspath, named[:1]))

    return fail


def killing(_):
    """Kill this process, as the system does that has no memory left."""
    os.kill(os.getpid(), signal.SIGKILL)


def run_apart(call):
    """Run a call in a process of its own; tell whether it was killed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child starts no threads
        child = os.fork()
    if child == 0:
        try:
            call()
        except BaseException:  # noqa: BLE001 - nothing may leave the child
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)
