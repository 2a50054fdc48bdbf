"""PB412: a measure or a definition that cannot be counted: no such table or field, a wrong kind, an odd condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.measuring import (
    MeasureError,
    RecordLanguage,
    find_stays,
    list_countings,
    prepare_counting,
)
from partner_playbooks.handbook.model.measure import Definition
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.language.diagnostics import Diagnostic, suggest_nearest
from partner_playbooks.language.expressions import ExpressionError, Kind, check_expression
from partner_playbooks.language.records import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per measure and per definition that cannot be counted."""
    language = RecordLanguage.of(handbook)
    for placed in handbook.list_written():
        if isinstance(placed.record, Definition):
            found = _check_definition(placed, placed.record, language)
        elif isinstance(placed.record, Programme):
            found = _check_fields(placed, placed.record, language)
        elif isinstance(placed.record, Metric):
            found = _check_metric(placed, placed.record, language)
        else:
            continue
        yield from (each for each, name in found if not _may_be_unread(handbook, language, name))


def _may_be_unread(handbook: Handbook, language: RecordLanguage, name: str) -> bool:
    """Tell whether a name is at fault because of something that could not be read."""
    if handbook.is_complete or not name:
        return False
    if any(name in defined for defined in language.definitions.values()):
        return True  # of which a part could not be read, say
    kind, *parts = name.replace("_", "-").split(".")
    asked = [("definition", kind), *(((kind, parts[0]), ("metric", parts[-1])) if parts else ())]
    return any(handbook.may_know(of, id_) for of, id_ in asked)


def _check_definition(
    placed: Placed, definition: Definition, language: RecordLanguage
) -> Iterator[tuple[Diagnostic, str]]:
    """Yield findings, each with the name that is at fault, if one is."""
    if definition.rows not in TABLES:
        hint = suggest_nearest(definition.rows, TABLES) or f"the tables are {', '.join(TABLES)}"
        yield Diagnostic("PB412", f'there is no table "{definition.rows}"', placed.span("rows"), hint), ""
        return
    try:
        type_ = check_expression(definition.means.tree, language.scope(definition.rows))
        if definition.stage is not None and (definition.rows, type_.kind) != ("partners", Kind.FLAG):
            message = "what a stage is known by must be a condition on rows of partners"
            hint = "say `rows: partners`, and compare something; or remove `stage:`"
            yield Diagnostic("PB412", message, placed.span("stage"), hint), ""
    except ExpressionError as error:
        place, message, hint = placed.find(("means",), error.snippet), str(error), error.hint
        if error.snippet in language.definitions[definition.rows]:
            message, hint = f"`{error.snippet}` comes back to this one, or is at fault itself", "mend that one first"
        yield Diagnostic("PB412", f"means: {message}", place, hint), error.snippet


def _check_fields(placed: Placed, programme: Programme, language: RecordLanguage) -> Iterator[tuple[Diagnostic, str]]:
    """Yield findings in what partner fields mean, each with the name that is at fault, if one is."""
    for index, each in enumerate(programme.partner_fields):
        path = ("partner_fields", index)
        if each.means is not None and each.untold is not None:
            message = f"{each.name}: it says what the field means, and why nothing says it"
            yield Diagnostic("PB412", message, placed.span(*path, "untold"), "remove `means:` or `untold:`"), ""
        if each.rows not in TABLES:
            hint = suggest_nearest(each.rows, TABLES) or f"the tables are {', '.join(TABLES)}"
            yield Diagnostic("PB412", f'there is no table "{each.rows}"', placed.span(*path, "rows"), hint), ""
        elif each.means is not None:
            try:
                type_ = check_expression(each.means.tree, language.scope(each.rows))
            except ExpressionError as error:
                place = placed.find((*path, "means"), error.snippet)
                yield Diagnostic("PB412", f"{each.name}: {error}", place, error.hint), error.snippet
                continue
            if (type_.kind, type_.many) != (each.type.kind, each.type.many):
                message = f"{each.name}: it gives {type_}, and the field is {each.type}"
                hint = "change the type of the field, or what it means"
                yield Diagnostic("PB412", message, placed.span(*path, "means"), hint), ""


def _check_metric(placed: Placed, metric: Metric, language: RecordLanguage) -> Iterator[tuple[Diagnostic, str]]:
    is_sound = True
    for index, each in enumerate(metric.inputs):
        if each.measure is None or each.measure.untold is not None:
            continue
        try:
            prepare_counting(metric, each, language)
        except MeasureError as error:
            is_sound = False
            path = ("inputs", index, "measure", *error.path)
            span = placed.find(path, error.snippet) if error.snippet else placed.span(*path)
            yield Diagnostic("PB412", f"{each.name}: {error}", span, error.hint), error.snippet
    if is_sound:
        countings = list_countings(metric, language)
        stays = [name for name, counting in countings.items() if counting.aggregate.value == "stays"]
        if stays and find_stays(metric, countings) is None:
            message = f'"{stays[0]}" is made of stays, of which only the median is known while some still go on'
            yield Diagnostic("PB412", message, placed.span("formula"), f"write `median({stays[0]})`"), ""
