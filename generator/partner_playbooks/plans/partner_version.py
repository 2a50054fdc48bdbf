"""A plan as partners may have it: what their edition has, how far things are and when, and words that are their own.

The rule of the page "My plans" (theme/scripts/outgoing.js), told again; tests hold both to one answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partner_playbooks.plans.returned.json_file import ReturnedPlan
from partner_playbooks.plans.state import ADDED, PLAN, Field, State
from partner_playbooks.plans.together import merge_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partner_playbooks.plans.returned.plan_parts import PlanFile
    from partner_playbooks.plans.state import StateChange

_TOLD = {Field.STATUS, Field.DONE_ON, Field.DUE, Field.ANCHOR}
"""What goes along whoever has said it; words go along only where the partner has said them."""
_SPEAKERS = {"vendor", "partner", "re-dated"}


def find_partner_plan(files: Sequence[tuple[str, ReturnedPlan]]) -> PlanFile | None:
    """Give the plan of the partner edition among files, with all that any of them has; None where there is none."""
    theirs = [(name, filled) for name, filled in files if filled.plan.edition == "partner"]
    return merge_files(theirs).plan if theirs else None


def convert_for_partner(files: Sequence[tuple[str, ReturnedPlan]], partner_plan: PlanFile) -> ReturnedPlan:
    """Put files together as the partner may have them.

    Args:
        files: Name and content, of the internal edition or of the partner's.
        partner_plan: The same plan of the partner edition; nothing that it lacks comes out.
    """
    merge_files(files)  # refuses files of different plans
    words = frozenset(word for _, filled in files for word in _list_words(filled, partner_plan))
    return ReturnedPlan(partner_plan, State(words))


def _list_words(filled: ReturnedPlan, partner_plan: PlanFile) -> Iterator[StateChange]:
    is_theirs = filled.plan.edition == "partner"
    keys = {PLAN, *(task.id for task in partner_plan.tasks)}
    tests = _pair_tests(filled.plan, partner_plan)
    for word in filled.state.words:
        is_own = word.by == "partner"
        is_added = is_theirs and is_own and word.key.startswith(ADDED)
        key = word.key if word.key in keys or is_added else tests.get(word.key)
        if key is not None and (word.field in _TOLD or is_own):
            yield replace(word, key=key, by=word.by if word.by in _SPEAKERS else "vendor")


def _pair_tests(plan: PlanFile, partner_plan: PlanFile) -> Mapping[str, str]:
    """Give the partner's id of each exit test. One is known by its words: an edition counts only its own."""
    theirs: dict[tuple[str, str], str] = {}
    for milestone in partner_plan.milestones:
        for test in milestone.tests:
            theirs.setdefault((milestone.id, test.text), test.id)
    tests = ((milestone.id, test) for milestone in plan.milestones for test in milestone.tests)
    return {test.id: theirs[id_, test.text] for id_, test in tests if (id_, test.text) in theirs}
