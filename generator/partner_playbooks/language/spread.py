"""How the same is done with several things: one after the other, or in several processes, as the caller says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
R = TypeVar("R")


class Spread(Protocol):
    """What does it, as `map` does."""

    def __call__(self, work: Callable[[T], R], items: Iterable[T], /) -> Iterable[R]:
        """Give what comes of each item, in their order."""
