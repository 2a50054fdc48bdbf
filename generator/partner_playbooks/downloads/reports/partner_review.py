"""The review that a partner gets: its own figures and what stands behind them, its tier, what was agreed, an agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads.reports.report_parts import Report, Section, Table, show_cell
from partner_playbooks.downloads.reports.shared_sections import (
    tell_certificates,
    tell_commitments,
    tell_deals,
    tell_due,
    tell_requirements,
)
from partner_playbooks.handbook.model.document import FieldType
from partner_playbooks.language.confidential import find_confidential
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.parts.tracked_rows import NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from partner_playbooks.downloads.reports.own_facts import OwnFacts
    from partner_playbooks.downloads.reports.report_words import ReportWriter

_AGENDA = "qbr-agenda"
"""The document whose table with room for topics is the agenda."""


def make_partner_review(writer: ReportWriter, own: OwnFacts, words: Collection[str]) -> Report:
    """Give the report that a partner gets.

    Args:
        writer: Of the partner edition.
        own: The partner's own facts.
        words: Those that must not leave.

    Raises:
        UserError: it would hold one of the words.
    """
    facts = (
        (writer.say("tracked.column.type"), writer.title("partner-type", own.type)),
        (writer.say("tracked.column.tier"), writer.title("tier", own.tier)),
        (writer.say("tracked.column.stage"), writer.title("stage", own.stage)),
        (writer.say("tracked.column.since"), writer.say_day(own.since)),
    )
    report = Report(
        frame=writer.frame,
        name="review",
        kicker=own.name,
        title=writer.say("pack.review-title", partner=own.name),
        subtitle=writer.say("pack.review-subtitle"),
        facts=tuple(fact for fact in facts if fact[1] != NOTHING),
        sections=(
            tell_requirements(writer, own),
            tell_deals(writer, own),
            tell_certificates(writer, own),
            tell_commitments(writer, own.commitments),
            tell_due(writer, own.due),
            *_tell_agenda(writer),
        ),
        marks=writer.marks,
    )
    for text in list_texts(report):
        for word in find_confidential(words, text):
            raise UserError(f'"{word}" must not leave, and the review of {own.name} says: {text}', "change the record")
    return report


def list_texts(report: Report) -> Iterator[str]:
    """Yield every text of a report."""
    yield from (report.kicker, report.title, report.subtitle, *report.marks)
    for fact in report.facts:
        yield from fact
    for section in report.sections:
        yield from (section.heading, *section.lines)
        if section.table is not None:
            yield from section.table.heads
            yield from (show_cell(cell) for row in section.table.rows for cell in row)
        if section.chart is not None:
            yield from (section.chart.label, *(label for label, _ in section.chart.bars))


def _tell_agenda(writer: ReportWriter) -> Iterator[Section]:
    """Yield the agenda of the handbook's own document, if partners may see it."""
    document = next((each for each in writer.handbook.documents if each.id == _AGENDA), None)
    fields = () if document is None else (field for section in document.sections for field in section.fields)
    for field in fields:
        if field.type is FieldType.TABLE and field.totals and field.rows:
            filled = (tuple(writer.maker.values.fill(cell) for cell in row) for row in field.rows)
            yield Section(field.label, (), Table(field.columns, tuple(filled)))
