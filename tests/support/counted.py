"""Records counted in memory, by the measures that are shipped."""

from fractions import Fraction

from records import DAY
from shipped import EXAMINED

from partner_playbooks.handbook.measuring import RecordLanguage
from partner_playbooks.language.records.row_values import Records
from partner_playbooks.language.records.typed_rows import derive_fields, read_rows

HANDBOOK = EXAMINED.handbook
LANGUAGE = RecordLanguage.of(HANDBOOK)
FIGURES = {name: value for name, value in HANDBOOK.figures.computed.items() if isinstance(value, Fraction)}
ENTITIES = {kind: list(HANDBOOK.entities[kind]) for kind in ("stage", "tier", "partner-type", "metric")}


def in_memory(tables):
    read = {name: read_rows(name, rows) for name, rows in tables.items()}
    stages = [stage.id for stage in HANDBOOK.stages]
    return derive_fields(Records(read).known_on(DAY), stages)
