"""Spans of time in words: which time counts for a metric, or for a tier's requirement."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.quantity import Quantity, Unit
from partner_playbooks.wording.markdown import Markdown
from partner_playbooks.wording.quantities import format_quantity

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.span import Span
    from partner_playbooks.language.text import RichText
    from partner_playbooks.pages.parts.writers import PageWriter


def say_window(writer: PageWriter, span: Span | None, window: RichText | None) -> Markdown | None:
    """Say which time counts, made of a span and of what is written beside it; None where nothing is said."""
    parts = []
    if span is not None:
        said = _say(writer, span)
        if span.follow is not None:
            length = _length(writer, span.follow)
            said = writer.edition.messages.markdown("span.followed", span=said, length=length)
        rows = writer.maybe(span.rows)
        parts.append(said if rows is None else writer.edition.messages.markdown("span.rows", span=said, rows=rows))
    if window is not None:
        parts.append(writer.rich(window))
    return Markdown(". ".join(parts)) if parts else None


def _say(writer: PageWriter, span: Span) -> Markdown:
    say = writer.edition.messages.markdown
    if span.calendar is not None:
        return say(f"span.calendar.{span.calendar.value}")
    if span.state is not None:
        return say(f"span.state.{span.state.value}")
    if span.last is not None:
        return say("span.last", length=_length(writer, span.last))
    begins, ends = (Quantity(Fraction(0), Unit.DAYS) if each is None else each for each in (span.begins, span.ends))
    return say("span.between", begins=_length(writer, begins), ends=_length(writer, ends))


def _length(writer: PageWriter, length: Quantity) -> str:
    return format_quantity(writer, length.value, length.unit)
