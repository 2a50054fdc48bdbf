"""The questions of a Monday and of a quarter, each with a short answer and where the whole one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.our_partners import say_finding
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.tracked_rows import (
    NOTHING,
    AsOf,
    find_metric,
    say_as_of,
    show_number,
    show_sample,
    show_share,
)
from partner_playbooks.pages.parts.writers import PageHead
from partner_playbooks.pages.portfolio import say_enablement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter, PageWriter
    from partner_playbooks.tracking.snapshot_facts import Tracked

_WEEK = 7
_QUESTIONS = (
    "placed",
    "moved",
    "stuck",
    "bottleneck",
    "activated",
    "first-deal",
    "silent",
    "exit",
    "sourced",
    "stalls",
    "concentration",
    "enablement",
    "change",
    "commitments",
    "trust",
    "plan",
    "due",
    "totals",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A question."""

    number: int
    question: Link
    """It leads to where the whole answer is."""
    answer: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    as_of: AsOf
    rows: tuple[Row, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page, if there is a snapshot."""
    tracked = edition.tracked
    if tracked is None:
        return
    writer = edition.writer(addresses.PARTNER_QUESTIONS)
    head = PageHead(writer.path, writer.say("tracked.questions.title"), (writer.say("tracked.nav"),))
    yield edition.page(
        head, "partner_questions.md.jinja", Context(say_as_of(writer, tracked), _list_rows(writer, tracked))
    )


def _list_rows(writer: PageWriter, tracked: Tracked) -> tuple[Row, ...]:
    found = enumerate(zip(_QUESTIONS, _list_answers(writer, tracked), strict=True), start=1)
    return tuple(
        Row(number, writer.place(writer.say(f"tracked.question.{key}"), *where), answer)
        for number, (key, (answer, where)) in found
    )


def _list_answers(writer: PageWriter, tracked: Tracked) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the answers with where they stand, by the order of the questions."""
    here = addresses.OUR_PARTNERS

    def count(number: int, key: str, *, is_known: bool = True) -> str:
        return writer.say(f"tracked.answer.{key}", count=number) if is_known else writer.say("tracked.needs-activity")

    knows = tracked.knows_activity

    week = [each for each in tracked.moves if (tracked.day - each.on).days < _WEEK]
    yield count(len(tracked.partners), "placed"), (here, "stages")
    yield count(len(week), "moved"), (here, "moved")
    stuck = sum(each.is_stuck for each in tracked.partners)
    yield count(stuck, "stuck", is_known=knows), (here, "stuck-partners")
    yield say_finding(writer, tracked), (here, "stages")
    yield _say_figure(writer, tracked, "activation-rate")
    yield _say_figure(writer, tracked, "time-to-first-deal")
    yield count(len(tracked.silent), "silent", is_known=knows), (here, "silent")
    candidates = count(len(tracked.candidates), "candidates", is_known=knows)
    yield candidates, (addresses.PORTFOLIO, "candidates")
    yield _say_figure(writer, tracked, "sourced-revenue")
    yield _say_stall(writer, tracked), (addresses.PORTFOLIO, "stalls")
    last = tracked.revenue_shares[-1].running if tracked.revenue_shares else 0
    shares = writer.say("tracked.portfolio.finding", count=len(tracked.revenue_shares), share=show_share(writer, last))
    yield shares, (addresses.PORTFOLIO, "revenue")
    yield say_enablement(writer, tracked), (addresses.PORTFOLIO, "enablement")
    changed = sum(each.verdict == "changed" for each in tracked.changes)
    yield writer.say("tracked.answer.changes", count=changed, all=len(tracked.changes)), (here, "changes")
    kept = sum(bool(each.reached) for each in tracked.commitments)
    agreed = writer.say("tracked.answer.commitments", count=kept, all=len(tracked.commitments))
    yield agreed, (here, "commitments")
    yield count(sum(each.findings for each in tracked.tables), "findings"), (addresses.DATA_QUALITY, "files")
    yield _say_plan(writer, tracked), (here, "plan")
    yield count(sum(each.many for each in tracked.due), "due"), (here, "due")
    off = sum(each.value not in {None, each.expected} for each in tracked.control_totals)
    yield (
        writer.say("tracked.answer.totals", count=off, all=len(tracked.control_totals)),
        (addresses.DATA_QUALITY, "totals"),
    )


def _say_figure(writer: PageWriter, tracked: Tracked, id_: str) -> tuple[str, tuple[str, ...]]:
    """Say what a metric is, and lead to its page; to the catalogue where the handbook has none of that id."""
    metric = find_metric(writer, id_)
    figure = next((each for each in tracked.figures if each.metric == id_ and not each.group), None)
    if metric is None or figure is None:
        return writer.say("tracked.not-computed"), (addresses.DATA_QUALITY, "needs")
    said = " ".join(filter(None, show_sample(writer, metric, figure)))
    return writer.say("tracked.answer.figure", title=metric.title, value=said), (
        addresses.find_page_path("metric", id_),
        "now",
    )


def _say_plan(writer: PageWriter, tracked: Tracked) -> str:
    """Say how far the first target of the whole programme is reached, and whether open business covers the rest."""
    for each in tracked.attainment:
        metric = find_metric(writer, each.metric)
        if metric is not None and each.region is None and each.value is not None and each.target:
            reached, elapsed = (show_share(writer, share) for share in (each.value / each.target, each.elapsed))
            said = writer.say("tracked.answer.plan", title=metric.title, reached=reached, elapsed=elapsed)
            cover = (
                "" if each.cover is None else writer.say("tracked.answer.cover", number=show_number(writer, each.cover))
            )
            return f"{said} {cover}".strip()
    return writer.say("tracked.no-plan")


def _say_stall(writer: PageWriter, tracked: Tracked) -> str:
    stall = next((each for each in tracked.stalls if each.open), None)
    if stall is None:
        return writer.say("tracked.answer.no-stall")
    days = NOTHING if stall.median is None else show_number(writer, stall.median)
    return writer.say("tracked.answer.stall", stage=stall.stage, open=stall.open, days=days)
