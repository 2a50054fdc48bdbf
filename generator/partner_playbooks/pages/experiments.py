"""What is different since: experiments with what they expected, and plays that changed, each with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.experiment import Expected, Experiment
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.tracked_rows import (
    AsOf,
    find_metric,
    link_entity,
    say_as_of,
    show_group,
    show_sample,
)
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.tracking.snapshot_facts import ChangeFacts, SinceFacts
    from partner_playbooks.wording.markdown import Markdown

_CHANGED = "changed"
_SHORTEST = 28
"""Days since a change from which on figures say something of it."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure before and since."""

    metric: Link
    group: str
    before: str
    after: str
    sizes: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ExperimentView:
    """An experiment, and what is seen of it so far."""

    id: str
    title: str
    hypothesis: Markdown
    changed: Markdown
    metric: Link
    stage: Link | None
    expects: str
    since: str
    decides: Link
    decides_on: str
    seen: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class PlayView:
    """A stage that began to be worked in another way, and what is different since."""

    stage: Link
    on: str
    what: str
    seen: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    as_of: AsOf | None
    experiments: tuple[ExperimentView, ...]
    plays: tuple[PlayView, ...]
    history: str
    """How far back changes of plays are known."""


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page of the internal edition, where there is an experiment, or records to hold plays against."""
    experiments = list(edition.handbook.entities.get("experiment", {}).values())
    tracked = edition.tracked
    if edition.handbook.edition is not Audience.INTERNAL or not (experiments or tracked):
        return
    writer = edition.writer(addresses.EXPERIMENTS)
    head = PageHead(
        addresses.EXPERIMENTS,
        writer.say("experiment.all"),
        (writer.say("reference.nav" if tracked is None else "tracked.nav"),),
    )
    since = () if tracked is None else tracked.since_plays
    found = {each.experiment: each for each in since if each.experiment is not None}
    context = Context(
        None if tracked is None else say_as_of(writer, tracked),
        tuple(_show(writer, each, found.get(each.id)) for each in experiments if isinstance(each, Experiment)),
        tuple(_show_play(writer, each) for each in since if each.experiment is None),
        "" if tracked is None else _say_history(writer),
    )
    yield edition.page(head, "experiments.md.jinja", context)


def _say_history(writer: PageWriter) -> str:
    tracked = writer.edition.tracked
    begins = None if tracked is None else tracked.plays_known_since
    if begins is None:
        return writer.say("experiment.no-history")
    return writer.say("experiment.history", date=writer.date(begins))


def _show(writer: PageWriter, each: Experiment, found: SinceFacts | None) -> ExperimentView:
    return ExperimentView(
        id=each.id,
        title=each.title,
        hypothesis=writer.rich(each.hypothesis),
        changed=writer.rich(each.changed),
        metric=writer.entity("metric", each.metric),
        stage=None if each.stage is None else writer.entity("stage", each.stage),
        expects=writer.say(f"experiment.expects-{each.expects.value}"),
        since=writer.date(each.since),
        decides=writer.entity("role", each.decides),
        decides_on=writer.date(each.decides_on),
        seen=writer.say("experiment.not-measured") if found is None else _say_expected(writer, each, found.changes),
        rows=() if found is None else tuple(_list_rows(writer, found.changes)),
    )


def _say_expected(writer: PageWriter, each: Experiment, changes: Iterable[ChangeFacts]) -> str:
    """Say whether what was expected is seen. Only because it was said before, it may be called so."""
    told = _choose_told(changes)
    if not told:
        return writer.say("experiment.too-early")
    changed = [change for change in told if change.verdict == _CHANGED]
    if not changed:
        return _say_unseen(writer, told)
    went_up = [(change.after.value or 0) > (change.before.value or 0) for change in changed]
    is_expected = all(up is (each.expects is Expected.UP) for up in went_up)
    return writer.say("experiment.as-expected" if is_expected else "experiment.not-as-expected")


def _show_play(writer: PageWriter, each: SinceFacts) -> PlayView:
    return PlayView(
        stage=link_entity(writer, "stage", each.stage),
        on=writer.date(each.on),
        what=", ".join(writer.say(f"experiment.what-{what}") for what in each.what),
        seen=_say_seen(writer, each.changes),
        rows=tuple(_list_rows(writer, each.changes)),
    )


def _say_seen(writer: PageWriter, changes: Iterable[ChangeFacts]) -> str:
    """Say what is seen, and never that it helped: nobody said beforehand what would count."""
    told = _choose_told(changes)
    if not told:
        return writer.say("experiment.too-early")
    changed = [each for each in told if each.verdict == _CHANGED]
    if not changed:
        return _say_unseen(writer, told)
    said = []
    for each in changed:
        metric = find_metric(writer, each.metric)
        if metric is not None:
            has_grown = (each.after.value or 0) > (each.before.value or 0)
            is_time = any(one.measure is not None and one.measure.stays for one in metric.inputs)
            word = ("slower" if has_grown else "faster") if is_time else ("higher" if has_grown else "lower")
            said.append(writer.say(f"experiment.{word}", title=metric.title))
    return " ".join(said)


def _choose_told(changes: Iterable[ChangeFacts]) -> list[ChangeFacts]:
    """Give the changes that say something: none where less than four weeks of them have passed."""
    return [each for each in changes if (each.after.period.end - each.after.period.start).days >= _SHORTEST]


def _say_unseen(writer: PageWriter, told: list[ChangeFacts]) -> str:
    is_small = all(each.verdict == "too-few" for each in told)
    return writer.say("experiment.too-few" if is_small else "experiment.no-difference")


def _list_rows(writer: PageWriter, changes: Iterable[ChangeFacts]) -> Iterator[FigureRow]:
    for each in _choose_told(changes):
        metric = find_metric(writer, each.metric)
        if metric is not None:
            before, after = (
                " ".join(filter(None, show_sample(writer, metric, side))) for side in (each.before, each.after)
            )
            yield FigureRow(
                link_entity(writer, "metric", each.metric),
                show_group(writer, metric, each.group) if each.group else "",
                before,
                after,
                writer.say("tracked.sizes", before=each.before.size, after=each.after.size),
                writer.say(f"tracked.verdict.{each.verdict}"),
            )
