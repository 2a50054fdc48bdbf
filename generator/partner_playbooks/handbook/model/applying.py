"""Whom something is for: the one place that says it, for pages, files, checks and the plan builder."""

from collections.abc import Collection, Iterable


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
    return applies_to_any(limits, () if chosen is None else (chosen,))


def applies_to_any(limits: Iterable[str], chosen: Collection[str]) -> bool:
    """Tell whether what is for some partner types is for at least one of those chosen; an empty choice is any."""
    named = tuple(limits)
    return not named or not chosen or any(each in named for each in chosen)
