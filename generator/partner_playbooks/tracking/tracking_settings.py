"""tracking.yml: where each table of records comes from, and how its columns, words and dates are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from pydantic import ValidationError

from partner_playbooks.handbook.model.field_problems import explain_problems
from partner_playbooks.handbook.model.table_sources import UNANSWERED, TrackingSettings
from partner_playbooks.language.diagnostics import Diagnostic, suggest_nearest
from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.language.source import parse_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.table_sources import TableSource
    from partner_playbooks.language.source import Document, Path

FILE = "tracking.yml"
_STAYS = ("stage_entries", "deal_stages")


@dataclass(frozen=True, slots=True)
class PlacedSettings:
    """The settings, with the places of their parts."""

    settings: TrackingSettings
    document: Document


def read_settings(raw: bytes, handbook: Handbook, file: str = FILE) -> tuple[PlacedSettings | None, list[Diagnostic]]:
    """Read the settings and find what is wrong with them; None where they cannot be read.

    Args:
        raw: The file's bytes.
        handbook: The handbook, whose stages, tiers and partner types words may stand for.
        file: Its path below the project folder.
    """
    document, found = parse_file(file, raw)
    if document is None:
        return None, found
    try:
        settings = TrackingSettings.model_validate(document.data)
    except ValidationError as error:
        return None, [*found, *explain_problems(error, TrackingSettings, document, ())]
    placed = PlacedSettings(settings, document)
    return placed, [*found, *_list_faults(placed, handbook)]


def _list_faults(placed: PlacedSettings, handbook: Handbook) -> Iterator[Diagnostic]:
    zones: dict[Path, str] = {("zone",): placed.settings.zone}
    zones |= {("tables", name, "zone"): each.zone for name, each in placed.settings.tables.items() if each.zone}
    for place, zone in zones.items():
        if zone not in available_timezones():
            hint = suggest_nearest(zone, available_timezones()) or "write a place, such as Europe/London, or UTC"
            yield Diagnostic("PB801", f'there is no time zone "{zone}"', placed.document.value(place), hint)
    if placed.settings.plans is not None and _leads_out(placed.settings.plans):
        hint = "put the folder below the project folder, and write its path from there"
        span = placed.document.value(("plans",))
        yield Diagnostic("PB801", f'"{placed.settings.plans}" is not below the project folder', span, hint)
    for name, source in placed.settings.tables.items():
        path: Path = ("tables", name)
        if name not in TABLES:
            hint = suggest_nearest(name, TABLES) or f"the tables are {', '.join(TABLES)}"
            yield Diagnostic("PB801", f'there is no table "{name}"', placed.document.key(path), hint)
            continue
        yield from _list_column_faults(placed, name, source)
        yield from _list_stage_faults(placed, name, source, handbook)
        yield from _list_value_faults(placed, name, source, handbook)
        if _leads_out(source.file):
            hint = "put the file below the project folder, and write its path from there"
            span = placed.document.value((*path, "file"))
            yield Diagnostic("PB801", f'"{source.file}" is not below the project folder', span, hint)


def _list_column_faults(placed: PlacedSettings, name: str, source: TableSource) -> Iterator[Diagnostic]:
    path: Path = ("tables", name, "columns")
    fields = [each.name for each in TABLES[name].fields if not each.derived]
    for column in source.columns:
        if column not in fields:
            hint = suggest_nearest(column, fields) or f"its fields are {', '.join(fields)}"
            yield Diagnostic("PB801", f'{name} has no field "{column}"', placed.document.key((*path, column)), hint)
    for needed in TABLES[name].needed:
        if needed.name not in source.fields:
            hint = f"add `{needed.name}:` with the heading of the column that holds {needed.about}"
            yield Diagnostic("PB801", f'{name} needs the field "{needed.name}"', placed.document.key(path), hint)


def _list_stage_faults(
    placed: PlacedSettings, name: str, source: TableSource, handbook: Handbook
) -> Iterator[Diagnostic]:
    path: Path = ("tables", name, "stages")
    if source.stages and name not in _STAYS:
        hint = f"put it below {' or '.join(_STAYS)}, whose rows it makes"
        yield Diagnostic("PB801", f"{name} has no columns of stages", placed.document.key(path), hint)
        return
    known = list_words(name, "stage", handbook)
    for stage in source.stages:
        if known is not None and stage not in known:
            hint = suggest_nearest(stage, known) or f"choose one of {', '.join(known)}"
            yield Diagnostic("PB801", f'there is no stage "{stage}"', placed.document.key((*path, stage)), hint)
    if source.once is not None and TABLES[name].key is None:
        span = placed.document.key(("tables", name, "once"))
        yield Diagnostic("PB801", f"rows of {name} have no id", span, "remove `once:`")


def _list_value_faults(
    placed: PlacedSettings, name: str, source: TableSource, handbook: Handbook
) -> Iterator[Diagnostic]:
    for field_name, words in source.values.items():
        path: Path = ("tables", name, "values", field_name)
        known = list_words(name, field_name, handbook)
        if field_name not in source.fields:
            hint = suggest_nearest(field_name, source.fields) or "words are read of fields that have a column"
            yield Diagnostic("PB801", f'no column is given for "{field_name}"', placed.document.key(path), hint)
        for written, meant in words.items():
            if known is not None and meant not in {*known, UNANSWERED}:
                hint = suggest_nearest(meant, known) or f"choose one of {', '.join(known)}"
                span = placed.document.value((*path, written))
                yield Diagnostic("PB801", f'"{meant}" is no {field_name}', span, hint)


def list_words(table: str, name: str, handbook: Handbook) -> tuple[str, ...] | None:
    """Give the words that a field may hold here; None where it may hold any."""
    found = TABLES[table].find(name)
    if found is None:
        return None
    if found.shape is Shape.CHOICE:
        return found.choices
    if found.shape is Shape.ENTITY:
        if found.of == "stage" and handbook.lifecycle is not None:  # partners stand in the primary lifecycle
            return tuple(stage for phase in handbook.lifecycle.phases for stage in phase.stages)
        entities: Mapping[str, object] = handbook.entities.get(found.of, {})
        return tuple(entities)
    return ("true", "false") if found.shape is Shape.FLAG else None


def _leads_out(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return not path or path.startswith(("/", "\\", "~")) or ":" in parts[0] or ".." in parts
