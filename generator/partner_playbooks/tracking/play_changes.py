"""What is different since a play changed: figures of a stage after a day against as long before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.changes import What
from partner_playbooks.handbook.model.experiment import Experiment
from partner_playbooks.handbook.model.metric import Per
from partner_playbooks.tracking.figure_changes import compare_since
from partner_playbooks.tracking.tracked_figures import list_metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from partner_playbooks.changes import Change, Chronicle
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.measuring import RecordLanguage
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.tracking.engine.record_base import RecordBase
    from partner_playbooks.tracking.figure_changes import FigureChange

_MOST = 10
"""Changes of plays that figures are held against: the last ones."""
_EXIT, _DAYS, _OWNER = "exit", "days", "owner"


class PlayChange(NamedTuple):
    """A day on which a stage began to be worked in another way."""

    stage: str
    on: date
    what: tuple[str, ...]
    """Which of exit tests (`exit`), days (`days`) and owners (`owner`) changed, in this order."""


@dataclass(frozen=True, slots=True)
class SinceChange:
    """What is different since a change of a play, or since an experiment began."""

    experiment: str | None
    stage: str | None
    on: date
    what: tuple[str, ...]
    changes: tuple[FigureChange, ...]
    """None while nothing since then has been followed for its whole time: it is too early."""


@dataclass(frozen=True, slots=True)
class PlayHistory:
    """Changes of plays, and how far back they are known."""

    changes: tuple[PlayChange, ...] = ()
    begins: date | None = None
    """The first day of which the content is known; None without a history."""


def list_play_changes(chronicle: Chronicle, begins: date | None) -> PlayHistory:
    """Give the last changes to exit tests, days and owners of stages, the latest first."""
    found = []
    for day in chronicle.days:
        by_stage: dict[str, set[str]] = {}
        for change in day.changes:
            what = _name_change(change)
            if what:
                by_stage.setdefault(change.subject.id, set()).add(what)
        found += [PlayChange(stage, day.day, tuple(sorted(what))) for stage, what in sorted(by_stage.items())]
    return PlayHistory(tuple(found[:_MOST]), begins)


def _name_change(change: Change) -> str:
    """Name what a change is about; nothing where no figure could show it, or the stage itself is new."""
    if change.subject.kind != "stage" or not change.path or change.what in {What.PUBLISHED, What.WITHDRAWN}:
        return ""
    if change.path[0] == "exit":
        return _EXIT
    if change.path[0] == "time" or (change.path[0] == "checklist" and "due" in change.path):
        return _DAYS
    is_owner = change.path[-1] in {"owner", "accountable"}
    return _OWNER if is_owner else ""


def list_since(
    handbook: Handbook,
    base: RecordBase,
    language: RecordLanguage,
    values: Mapping[str, Fraction],
    marks: tuple[PlayHistory, date],
) -> tuple[SinceChange, ...]:
    """Hold figures against the experiments of a handbook and the changes of its plays.

    Args:
        handbook: What is counted.
        base: The records; they are known on the day of calculation afterwards.
        language: What measures may name.
        values: The figures of the handbook.
        marks: The changes, and the day of calculation.
    """
    history, day = marks
    found = []
    for experiment in _list_experiments(handbook):
        if experiment.since < day:
            metrics = [each for each in list_metrics(handbook) if each.id == experiment.metric]
            changes = compare_since(base, (language, values), metrics, (experiment.since, day), _first_month(handbook))
            own = _choose(changes, metrics, experiment.stage)
            found.append(SinceChange(experiment.id, experiment.stage, experiment.since, (), own))
    for change in history.changes:
        if change.on < day:
            metrics = [each for each in list_metrics(handbook) if each.per is Per.STAGE]
            changes = compare_since(base, (language, values), metrics, (change.on, day), _first_month(handbook))
            found.append(
                SinceChange(None, change.stage, change.on, change.what, _choose(changes, metrics, change.stage))
            )
    return tuple(found)


def _first_month(handbook: Handbook) -> int:
    return handbook.programme.financial_year.number


def _list_experiments(handbook: Handbook) -> Iterator[Experiment]:
    return (each for each in handbook.entities.get("experiment", {}).values() if isinstance(each, Experiment))


def _choose(changes: Iterable[FigureChange], metrics: Iterable[Metric], stage: str | None) -> tuple[FigureChange, ...]:
    """Give the changes of a stage, or those of the whole programme where a metric is of no stage."""
    by_stage = {each.id for each in metrics if each.per is Per.STAGE}
    return tuple(each for each in changes if each.metric not in by_stage or stage is None or each.group == stage)
