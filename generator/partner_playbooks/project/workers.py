"""Work spread over processors, in processes that end with this one.

`spread_work` is for work that makes files, in processes that are started anew; `map_forked` and `begin_forked` for what
is made of what stands in memory.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache, partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

_FEW = 16
"""So few pieces are done sooner than another process starts, where nobody says how many."""
_CHUNK = 4


def spread_work(work: Callable[[C, T], R], context: C, items: Sequence[T], *, few: int = _FEW) -> Iterator[R]:
    """Do the same with each item and yield what comes of it, in their order.

    Processes are started anew rather than forked: what makes PDF files has threads, and does not live through a fork.

    Where one of them is killed, or cannot be started, what is left is done here.

    Args:
        work: A function of a module, as it is sent to other processes by its name.
        context: What it needs besides an item; read once by each process.
        items: What it is called with.
        few: So many of them are done sooner than another process starts.
    """
    workers = min(len(items) // few, os.cpu_count() or 1)
    if workers <= 1:
        yield from (work(context, item) for item in items)
        return
    from concurrent.futures.process import BrokenProcessPool  # slow, and seldom needed

    done = 0
    with suppress(BrokenProcessPool, OSError):
        for result in _spread(workers, work, context, items):
            done += 1
            yield result
        return
    for item in items[done:]:
        yield work(context, item)


def map_forked(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Give what comes of each item, as `map` does; all but the first are worked on as by `begin_forked`."""
    items = list(items)
    if not items:
        return []
    first, *others = items
    with ExitStack() as begun:
        waiting = [begun.enter_context(begin_forked(partial(work, item))) for item in others]
        return [work(first), *(wait() for wait in waiting)]


@contextmanager
def begin_forked(work: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """Begin something in a process forked for it, which ends with the block; give a way to wait for what comes of it.

    What fails there, or is killed, is done again here, where it can be told why. All is done here, when it is waited
    for, where there is but one processor, where processes cannot be forked or no further one may be, in a process of
    many threads, and in one that was forked itself.
    """
    is_forked = multiprocessing.current_process().daemon
    if not hasattr(os, "fork") or os.cpu_count() == 1 or threading.active_count() > 1 or is_forked:
        yield work
        return
    mine, its = multiprocessing.Pipe(duplex=False)
    process = start_forked(_answer, its, work)
    its.close()  # where no process has the other end, nothing can be read either
    try:
        yield partial(_read_answer, mine, work)
    finally:
        mine.close()
        if process is not None:
            process.kill()
            process.join()


def start_forked(work: Callable[..., None], *given: object) -> BaseProcess | None:
    """Start something in a process that is forked; None where the system allows no further one."""
    process = multiprocessing.get_context("fork").Process(target=work, args=given, daemon=True)
    try:
        process.start()
    except OSError:
        return None
    return process


def _answer(pipe: Connection, work: Callable[[], R]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(Exception):
        pipe.send(work())
    os._exit(0)


def _read_answer(pipe: Connection, work: Callable[[], R]) -> R:
    try:
        answer: R = pipe.recv()
    except (EOFError, OSError):
        return work()
    return answer


def _spread(workers: int, work: Callable[[C, T], R], context: C, items: Sequence[T]) -> Iterator[R]:
    from concurrent.futures.process import ProcessPoolExecutor

    # With each part goes all it takes. What a process is given to start with has to fit into a pipe: should it be
    # killed before it has read that, writing the rest would never end.
    task = pickle.dumps((work, context))
    parts = [items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK)]
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        for results in pool.map(_do, repeat(task), parts):
            yield from results
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leave Ctrl-C to the process that started this one, and end when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait for the end of the process that started this one, and end with it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(task: bytes, items: Sequence[Any]) -> list[Any]:
    work, context = _read_task(task)
    return [work(context, item) for item in items]


@lru_cache(maxsize=1)
def _read_task(task: bytes) -> tuple[Callable[[Any, Any], Any], Any]:
    work, context = pickle.loads(task)  # noqa: S301 - from the process that started this one
    return work, context
