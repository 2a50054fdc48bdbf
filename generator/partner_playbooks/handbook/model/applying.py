"""Whom something is for: the one place that says it, for pages, files, checks and the plan builder."""

from collections.abc import Iterable


def find_common(*groups: tuple[str, ...]) -> tuple[str, ...] | None:
    """Give the partner types, or tiers, that something is for when each of several lists limits it.

    An empty list limits nothing, so an empty answer means all of them; None means that the lists share none, and it is
    for nobody: `("msp",)` and `("reseller",)`.
    """
    limits = [group for group in groups if group]
    if not limits:
        return ()
    first, *others = limits
    return tuple(id_ for id_ in first if all(id_ in other for other in others)) or None


def applies(limits: Iterable[str], chosen: str | None) -> bool:
    """Tell whether what is for some partner types, or tiers, is for the chosen one; None chooses any of them."""
    named = tuple(limits)
    return not named or chosen is None or chosen in named
