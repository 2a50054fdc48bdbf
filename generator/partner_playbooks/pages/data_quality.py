"""What figures rest on: files that were read, rows that were left out, what could not be computed, totals of others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.tracked_lists import say_part
from partner_playbooks.pages.parts.tracked_rows import (
    NOTHING,
    AsOf,
    find_metric,
    link_entity,
    link_partner,
    link_stage,
    say_as_of,
    show_share,
    show_value,
)
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.tracking.snapshot_facts import Tracked

_MOST = 50


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was read."""

    table: str
    file: str
    rows: int
    used: int
    findings: int


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A metric as another department reports it."""

    metric: Link
    period: str
    here: str
    there: str
    agrees: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A partner of which other records show another stage than the one on record."""

    partner: Link
    stage: Link
    evidence: Link


@dataclass(frozen=True, slots=True)
class WrongRow:
    """Rows with one fault, and some of them."""

    file: str
    column: str
    reason: str
    rows: int
    examples: str


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """Two partners that may be one."""

    partner: Link
    other: Link


@dataclass(frozen=True, slots=True)
class NeedRow:
    """Something that is missing, and the metrics and automations that it would give."""

    need: str
    gives: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    as_of: AsOf
    attributes: str
    files: tuple[FileRow, ...]
    wrong: tuple[WrongRow, ...]
    alike: tuple[AlikeRow, ...]
    totals: tuple[TotalRow, ...]
    evidence: tuple[EvidenceRow, ...]
    more_evidence: str
    needs: tuple[NeedRow, ...]
    untold: tuple[Link, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page, if there is a snapshot."""
    tracked = edition.tracked
    if tracked is None:
        return
    writer = edition.writer(addresses.DATA_QUALITY)
    head = PageHead(writer.path, writer.say("tracked.quality.title"), (writer.say("tracked.nav"),))
    context = Context(
        as_of=say_as_of(writer, tracked),
        attributes=writer.say(f"tracked.attributes.{tracked.attributes}"),
        files=tuple(FileRow(each.table, each.file, each.rows, each.used, each.findings) for each in tracked.tables),
        wrong=tuple(_list_wrong(writer, tracked)),
        alike=tuple(
            AlikeRow(link_partner(writer, each.partner, each.name), link_partner(writer, each.other, each.other_name))
            for each in tracked.alike
        ),
        totals=tuple(_list_totals(writer, tracked)),
        evidence=tuple(_list_evidence(writer, tracked)),
        more_evidence=_say_more_evidence(writer, tracked),
        needs=tuple(_list_needs(writer, tracked)),
        untold=tuple(link_entity(writer, "metric", each.metric) for each in tracked.missing if each.untold),
    )
    yield edition.page(head, "data_quality.md.jinja", context)


def _list_wrong(writer: PageWriter, tracked: Tracked) -> Iterator[WrongRow]:
    for each in tracked.wrong[:_MOST]:
        examples = "; ".join(
            writer.say("tracked.quality.row-text", row=str(row.row), text=row.text)
            if row.text
            else writer.say("tracked.quality.row", row=str(row.row))
            for row in each.examples
        )
        yield WrongRow(each.file, each.column or NOTHING, each.reason, each.rows, examples)


def _list_totals(writer: PageWriter, tracked: Tracked) -> Iterator[TotalRow]:
    for each in tracked.control_totals:
        metric = find_metric(writer, each.metric)
        if metric is not None:
            yield TotalRow(
                link_entity(writer, "metric", each.metric),
                writer.say("tracked.period", start=writer.date(each.period.start), end=writer.date(each.period.end)),
                show_value(writer, metric, each.value),
                show_value(writer, metric, each.expected),
                NOTHING if each.value is None else _say_agreement(writer, each.value, each.expected),
            )


def _say_agreement(writer: PageWriter, here: float, there: float) -> str:
    """Say whether two totals agree; how much less or more there is here, where they do not."""
    if here == there or not there:
        return writer.say("value.true" if here == there else "value.false")
    return writer.say(
        f"tracked.quality.{'less' if here < there else 'more'}", share=show_share(writer, abs(here / there - 1))
    )


def _say_more_evidence(writer: PageWriter, tracked: Tracked) -> str:
    every = sum(each.evidence is not None for each in tracked.partners)
    return say_part(writer, min(every, _MOST), every)


def _list_evidence(writer: PageWriter, tracked: Tracked) -> Iterator[EvidenceRow]:
    differing = [each for each in tracked.partners if each.evidence is not None]
    for each in differing[:_MOST]:
        yield EvidenceRow(
            link_partner(writer, each.id, each.name),
            link_stage(writer, each.stage),
            link_stage(writer, each.evidence),
        )


def _list_needs(writer: PageWriter, tracked: Tracked) -> Iterator[NeedRow]:
    """Yield what is missing, that which would give most first."""
    gives: dict[str, list[Link]] = defaultdict(list)
    for metric in tracked.missing:
        for need in metric.needs:
            gives[need].append(link_entity(writer, "metric", metric.metric))
    for run in tracked.automations:
        for need in run.needs:
            gives[need].append(link_entity(writer, "automation", run.automation))
    for need, links in sorted(gives.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield NeedRow(need, tuple(links))
