"""How an input of a metric is counted from records, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.expressions import to_words
from partner_playbooks.wording.markdown import Markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.field_types import Formula
    from partner_playbooks.handbook.model.measure import Measure
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.pages.parts.writers import PageWriter


def say_measure(writer: PageWriter, metric: Metric, measure: Measure | None) -> Markdown | None:
    """Say how an input is counted, or why no record says it; None where nothing is said."""
    if measure is None:
        return None
    if measure.untold is not None:
        return writer.rich(measure.untold)
    return Markdown("; ".join(_list_parts(writer, metric, measure)))


def _list_parts(writer: PageWriter, metric: Metric, measure: Measure) -> Iterator[Markdown]:
    say = writer.edition.messages.markdown
    if measure.like is not None:
        labels = {each.name: each.label for each in metric.inputs}
        yield say("metric.measure.like", other=labels.get(measure.like, measure.like))
    yield from _list_rows(writer, measure)
    for name in ("begins", "until", "leaves", "dated", "where"):
        formula: Formula | None = getattr(measure, name)
        if formula is not None:
            words = to_words(formula.tree, writer.edition.values.label(formula.tree))
            yield say(f"metric.measure.{name}", words=words)
    if measure.over_all:
        yield say("metric.measure.over-all")
    if measure.per is not None:
        yield say("metric.measure.per", field=_plain(measure.per))
    if measure.top is not None:
        yield say("metric.measure.top", share=f"{float(measure.top * 100):g}")


def _list_rows(writer: PageWriter, measure: Measure) -> Iterator[Markdown]:
    """Say which rows are taken, and what of them."""
    say = writer.edition.messages.markdown
    for name in ("count", "sum", "values", "stays"):
        written = getattr(measure, name)
        if written is None:
            continue
        table, _, value = written.partition(".")
        if value:
            yield say(f"metric.measure.{name}", rows=_plain(table), field=_plain(value))
        else:
            key = "metric.measure.stays" if name == "stays" else "metric.measure.rows"
            yield say(key, rows=_plain(table))


def _plain(name: str) -> str:
    """Give the name of a table or field as words."""
    return name.replace("_", " ").replace(".", " ")
