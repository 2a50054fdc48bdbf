"""How a plan stands, in a few lines that can be sent on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.plans.returned.findings import show_value
from partner_playbooks.plans.state import PLAN, Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partner_playbooks.language.diagnostics import UserError
    from partner_playbooks.plans.plan_status import MilestoneState, PlanStatus, TaskState
    from partner_playbooks.plans.returned.findings import ReturnFault
    from partner_playbooks.plans.returned.json_file import ReturnedPlan
    from partner_playbooks.plans.state import StateChange

_NAMES = {Field.DONE_ON: "done on", Field.DONE_WHEN: "done when", Field.ANCHOR: "date that days are counted from"}


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file that came back, and what became of it."""

    name: str
    filled: ReturnedPlan | None = None
    """What was read; None where nothing was understood."""
    error: UserError | None = None
    """Why."""

    @property
    def is_understood(self) -> bool:
        """Whether nothing in it was lost."""
        return self.filled is not None and not self.filled.unread


def write_report(standing: PlanStatus, files: Sequence[FileReport] = ()) -> str:
    """Give the report as Markdown: what is done and late, the next exit test, what is not agreed, what was not read."""
    return "\n".join((*_lines(standing), *_of_files(files))) + "\n"


def write_file_report(files: Sequence[FileReport]) -> str:
    """Give what became of files where no plan was understood, as Markdown."""
    return "\n".join(("# No plan was understood", *_of_files(files))) + "\n"


def _of_files(files: Sequence[FileReport]) -> Iterator[str]:
    """Yield what was read of each file, what was not, and what was concluded."""
    yield from _section("Files", map(_file, files))
    found = [each.filled for each in files if each.filled is not None]
    yield from _section("Not read", (_finding(each) for filled in found for each in filled.unread))
    yield from _section(
        "Read by its likeness; look whether it is right",
        (_finding(each) for filled in found for each in filled.guesses),
    )


def _file(file: FileReport) -> str:
    if file.filled is None:
        why = "" if file.error is None else "; ".join(filter(None, (str(file.error), file.error.hint)))
        return f"{show_value(file.name)}: nothing was read: {show_value(why)}"
    tasks, words, unread = len(file.filled.plan.tasks), len(file.filled.state.words), len(file.filled.unread)
    lost = f", {unread} not read" if unread else ""
    return f"{show_value(file.name)}: {_counted(tasks, 'task')}, {_counted(words, 'word')} of what was said{lost}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _finding(finding: ReturnFault) -> str:
    return f"{show_value(finding.file)}, {finding}"


def _lines(standing: PlanStatus) -> Iterator[str]:
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


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", f"## {title}", "")
        yield from (f"- {line}" for line in found)


def _named(task: TaskState) -> str:
    owner = f" ({task.owner})" if task.owner else ""
    note = f": {show_value(task.note)}" if task.note else ""
    return f"{task.title}{owner}{note}"


def _late(task: TaskState, standing: PlanStatus) -> str:
    days = (standing.today - task.due).days if task.due else 0
    return f"{task.due}, {days} {'day' if days == 1 else 'days'} late: {_named(task)}"


def _slipping(task: TaskState) -> str:
    return f"due {task.due}, not before {task.expected}: {_named(task)}"


def _gate(gate: MilestoneState) -> Iterator[str]:
    when = f", {gate.due}" if gate.due else ""
    yield from _section(
        f"Next exit test: {gate.milestone.title}{when}",
        (f"{'met' if met else 'open'}: {text}" for text, met in gate.tests),
    )


def _dispute(title: str, key: str, field: Field, words: Sequence[StateChange]) -> str:
    *others, last = words
    what = "The plan" if key == PLAN else title or key
    against = "; ".join(
        f"“{show_value(word.value)}” by {word.by}, {word.at:%Y-%m-%d %H:%M}" for word in reversed(others)
    )
    kept = f"“{show_value(last.value)}” by {last.by}, {last.at:%Y-%m-%d %H:%M}"
    return f"{what}, {_NAMES.get(field, field.value)}: {kept}, against {against}"
