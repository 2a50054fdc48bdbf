"""What is known already is offered as if it were made anew, whatever was edited; and what may stay, stays."""

import random
import re
from dataclasses import replace

import pytest
from downloading import LOOK
from shipped import FILES

from partner_playbooks.checks.examination import Readings, read_handbook
from partner_playbooks.downloads.known_lists import KnownLists
from partner_playbooks.downloads.offers import list_offers
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.plans.calendar import build_programme_calendar

EDITS = (
    re.compile(r"title: (\w[^\n{}\[\]:\"]*)(?=\n)"),
    re.compile(r"(?:purpose|mission|objective): (\w[^\n{}\[\]:\"]*)(?=\n)"),
    re.compile(r"(?:done_when|guidance|hint): (\w[^\n{}\[\]:\"]*)(?=\n)"),
    re.compile(r"day: (\d+)(?=\n)"),
    re.compile(r"value: (\d+)(?=\n)"),
    re.compile(r"\n *audience: (partner)(?=\n)"),
    re.compile(r"vendor: (\w[^\n]*)(?=\n)"),
)
"""Where something else may stand: words, numbers, and who may read it."""


def change(written):
    """Give something else than what is written."""
    if written == "partner":
        return "internal"
    return str(int(written) + 1) if written.isdecimal() else f"{written.rstrip('.')} more"


def edit(files, chance):
    """Give files with an edit by chance, and what was edited; nothing where they cannot be read any more."""
    while True:
        name, pattern = chance.choice(sorted(files)), chance.choice(EDITS)
        text = files[name].decode()
        found = list(pattern.finditer(text))
        if found:
            at = chance.choice(found)
            start, end = at.span(1)
            edited = text[:start] + change(at[1]) + text[end:]
            return {**files, name: edited.encode()}, f"{name}: {at[1]}"


def offer(handbook, audience, style, known=None):
    projected = handbook.project(audience)
    speaking = style.speak_to(audience)
    maker = TaskListMaker(projected, speaking.messages, build_programme_calendar(projected.programme))
    return [(each.file, each.key, each.content) for each in list_offers(maker, speaking, known)]


@pytest.mark.parametrize("audience", list(Audience))
def test_edit_by_edit_all_is_as_if_nothing_were_known(audience):
    chance, readings, known = random.Random(21), Readings(), KnownLists()
    files, edits, different = FILES, [], 0
    before = offer(read_handbook(files, readings=readings).handbook, audience, LOOK, known)
    while len(edits) < 25:
        edited, what = edit(files, chance)
        read = read_handbook(edited, readings=readings)
        if read.problems:
            continue
        files = edited
        edits.append(what)
        now = offer(read.handbook, audience, LOOK, known)
        assert now == offer(read.handbook, audience, LOOK), edits
        different += now != before
        before = now
    assert different > 8


NAMES = {
    "a role": ("content/roles/finance.yml", "title: Finance"),
    "a partner type": ("content/partner-types/reseller.yml", "title: "),
    "a tier": ("content/tiers/gold.yml", "title: "),
    "the programme": ("content/programme.yml", "vendor: "),
    "a figure": ("content/figures.yml", "value: "),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("audience", list(Audience))
def test_what_many_lists_name_counts_for_all(audience, name):
    file, mark = NAMES[name]
    readings, known = Readings(), KnownLists()
    offer(read_handbook(FILES, readings=readings).handbook, audience, LOOK, known)
    text = FILES[file].decode()
    start = text.index(mark) + len(mark)
    line = text[start:].partition("\n")[0]
    edited = {**FILES, file: (text[:start] + change(line) + text[start + len(line) :]).encode()}
    handbook = read_handbook(edited, readings=readings).handbook
    assert offer(handbook, audience, LOOK, known) == offer(handbook, audience, LOOK)


def test_only_what_an_edit_touches_is_put_into_words_again(monkeypatch):
    made = []
    real = TaskListMaker.plan
    monkeypatch.setattr(TaskListMaker, "plan", lambda maker, plan: made.append(plan.plan.id) or real(maker, plan))
    readings, known = Readings(), KnownLists()
    handbook = read_handbook(FILES, readings=readings).handbook
    offer(handbook, Audience.INTERNAL, LOOK, known)
    assert set(made) == {plan.id for plan in handbook.plans}
    made.clear()
    file, title = "content/stages/activate.yml", "title: Hold the kickoff\n"
    text = FILES[file].decode()
    assert title in text
    handbook = read_handbook(
        {**FILES, file: text.replace(title, "title: Hold it\n").encode()}, readings=readings
    ).handbook
    offer(handbook, Audience.INTERNAL, LOOK, known)
    item = next(item.id for stage in handbook.stages for item in stage.checklist if item.title == "Hold it")
    held = {plan.id for plan in handbook.plans if any(task.item == item for task, _ in handbook.tasks(plan))}
    assert set(made) == held
    assert held < {plan.id for plan in handbook.plans}


@pytest.mark.parametrize("look", [LOOK.speak_to(Audience.PARTNER), replace(LOOK, digest="other")])
def test_another_look_counts_for_all(look):
    known = KnownLists()
    handbook = read_handbook(FILES).handbook
    before = offer(handbook, Audience.INTERNAL, LOOK, known)
    other = offer(handbook, Audience.INTERNAL, look, known)
    assert other == offer(handbook, Audience.INTERNAL, look)
    assert {key for _, key, _ in before}.isdisjoint(key for _, key, _ in other)
