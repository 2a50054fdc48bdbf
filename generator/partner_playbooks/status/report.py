"""How a plan stands, in a few lines that can be sent on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.plans.state import PLAN, Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partner_playbooks.plans.state import Word
    from partner_playbooks.status.reading import Refused
    from partner_playbooks.status.standing import Gate, Standing, Task

_NAMES = {Field.DONE_ON: "done on", Field.DONE_WHEN: "done when", Field.ANCHOR: "date that days are counted from"}


def report(standing: Standing, refused: Sequence[Refused] = ()) -> str:
    """Give the report as Markdown: what is done and late, the next exit test, what is not agreed, what was not read."""
    return "\n".join(_lines(standing, refused)) + "\n"


def _lines(standing: Standing, refused: Sequence[Refused]) -> Iterator[str]:
    plan = standing.filled.plan
    name = f"{plan.partner}: {plan.title}" if plan.partner else plan.title
    yield f"# {name}"
    yield ""
    if plan.edition == "internal":
        yield "INTERNAL, not for partners"
        yield ""
    wanted = len(standing.tasks) - len(standing.dropped)
    dropped = f", {len(standing.dropped)} not needed" if standing.dropped else ""
    yield f"On {standing.today}: {len(standing.done)} of {wanted} tasks done{dropped}."
    yield f"{len(standing.overdue)} overdue, {len(standing.slipping)} slipping, {len(standing.stuck)} stuck."
    yield from _section("Overdue", (_late(task, standing) for task in standing.overdue))
    yield from _section("Slipping: waits for something that will be too late", map(_slipping, standing.slipping))
    yield from _section("Stuck", map(_named, standing.stuck))
    if standing.next_gate is not None:
        yield from _gate(standing.next_gate)
    titles = {task.key: task.title for task in standing.tasks}
    tests = {test.id: test.text for milestone in plan.milestones for test in milestone.tests}
    disputed = standing.filled.state.disputed
    yield from _section(
        "Not all say the same; the later word holds",
        (_dispute({**tests, **titles}.get(key, ""), key, field, words) for (key, field), words in disputed.items()),
    )
    yield from _section("Not read", map(_refused, refused))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", f"## {title}", "")
        yield from (f"- {line}" for line in found)


def _named(task: Task) -> str:
    owner = f" ({task.owner})" if task.owner else ""
    note = f": {task.note}" if task.note else ""
    return f"{task.title}{owner}{note}"


def _late(task: Task, standing: Standing) -> str:
    days = (standing.today - task.due).days if task.due else 0
    return f"{task.due}, {days} {'day' if days == 1 else 'days'} late: {_named(task)}"


def _slipping(task: Task) -> str:
    return f"due {task.due}, not before {task.expected}: {_named(task)}"


def _gate(gate: Gate) -> Iterator[str]:
    when = f", {gate.due}" if gate.due else ""
    yield from _section(
        f"Next exit test: {gate.milestone.title}{when}",
        (f"{'met' if met else 'open'}: {text}" for text, met in gate.tests),
    )


def _dispute(title: str, key: str, field: Field, words: Sequence[Word]) -> str:
    *others, last = words
    what = "The plan" if key == PLAN else title or key
    against = "; ".join(f"“{word.value}” by {word.by}, {word.at:%Y-%m-%d %H:%M}" for word in reversed(others))
    kept = f"“{last.value}” by {last.by}, {last.at:%Y-%m-%d %H:%M}"
    return f"{what}, {_NAMES.get(field, field.value)}: {kept}, against {against}"


def _refused(refused: Refused) -> str:
    value = f": {refused.value}" if refused.value else ""
    return f"{refused.file}, sheet “{refused.sheet}”, row {refused.row}: {refused.reason}{value}"
