"""Work spread over processors, in processes that end with this one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

_FEW = 16
"""So few pieces are done sooner than another process starts."""
_CHUNK = 4


def spread_work(work: Callable[[C, T], R], context: C, items: Sequence[T]) -> Iterator[R]:
    """Do the same with each item and yield what comes of it, in their order.

    Processes are started anew rather than forked: what makes PDF files has threads, and does not live through a fork.

    Args:
        work: A function of a module, as it is sent to other processes by its name.
        context: What it needs besides an item; sent to each process once.
        items: What it is called with.
    """
    workers = min(len(items) // _FEW, os.cpu_count() or 1)
    if workers <= 1:
        for item in items:
            yield work(context, item)
        return
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(work, context)
    )
    try:
        yield from pool.map(_do, items, chunksize=_CHUNK)
    finally:
        pool.shutdown(cancel_futures=True)


_work: Callable[[Any, Any], Any] | None = None
_context: Any = None


def _begin(work: Callable[[Any, Any], Any], context: Any) -> None:  # noqa: ANN401 - whatever the work needs
    """Be told once what to do; leave Ctrl-C to the process that started this one, and end when that one does."""
    global _work, _context
    _work, _context = work, context
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(item: Any) -> Any:  # noqa: ANN401 - as above
    return _work(_context, item) if _work is not None else None
