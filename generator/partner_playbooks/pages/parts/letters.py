"""The letters of RACI, as fields of an activity and keys of the catalogue."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.handbook.model.stage import Stage

LETTERS = ("accountable", "responsible", "consulted", "informed")
"""From the one who answers for the result to those who hear of it."""

OWNER = "owner"
"""The role that answers for the stage as a whole."""


def find_letters(stage: Stage) -> Mapping[str, set[str]]:
    """Give what each role that has a part in a stage is there, by role id."""
    found: dict[str, set[str]] = defaultdict(set)
    if stage.owner is not None:
        found[stage.owner].add(OWNER)
    for activity in stage.raci:
        for letter in LETTERS:
            for role in getattr(activity, letter):
                found[role].add(letter)
    return found
