"""Content made up at random from the model itself: every field, audience and reference that it allows."""

import copy
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import get_args, get_origin

from partner_playbooks.handbook.model.assertion import Assertion
from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.handbook.model.base import Audience, Entry, Record
from partner_playbooks.handbook.model.field_types import Identifier, Ref
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.measure import Definition
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.plan import PlanTask
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.handbook.model.quantity import Quantity
from partner_playbooks.handbook.model.span import Span
from partner_playbooks.handbook.model.stage import ChecklistItem, Stage
from partner_playbooks.handbook.model.task import Task
from partner_playbooks.handbook.model.walk import list_marks
from partner_playbooks.language.text import RichText

EACH = 4
"""Entities of each kind; the first for partners, the last internal, the others by chance."""
ITEMS = 3
"""Checklist items of each stage, likewise."""
COMPUTES = {
    Metric: {
        "formula": "won / tried",
        "inputs": [
            {"name": name, "type": "number", "label": f"partners that {name}", "measure": measure}
            for name, measure in (
                ("won", {"like": "tried", "where": "ended is empty"}),
                ("tried", {"count": "partners", "dated": "signed"}),
            )
        ],
        "per": "tier",
        "recorded": [
            {
                "day": "2026-09-30",
                "group": "tier-0",
                "records": {"partners": [{"id": "A", "name": "Acre", "tier": "tier-0"}]},
                "gives": {"tried": "0"},
            }
        ],
        "unit": "percent",
        "example": {"given": {"won": "6", "tried": "10"}, "result": "60"},
    },
    Assertion: {"holds": "figure.figure_0 > 0"},
    Definition: {"rows": "partners", "means": "signed <= day"},
    Automation: {
        "condition": "logins == 0",
        "examples": [
            {"given": {"logins": "0"}, "fires": "true", "why": "No login.", "audience": "partner"},
            {"given": {"logins": "4"}, "fires": "false", "why": "Some logins."},
        ],
    },
}
SETTINGS = {
    "schema_version": "2",
    "primary_lifecycle": "lifecycle-0",
    "currency": "EUR",
    "date_format": "d MMMM yyyy",
    "holiday_country": "GB",
    "language": "en",
    "content_language": "en",
    "partner_fields": [
        {"name": "logins", "type": "number", "label": "logins", "audience": "partner"},
        {"name": "margin", "type": "money", "label": "margin"},
    ],
}
SHAPES = (("last",), ("begins", "ends"), ("calendar",), ("state",))
OWN_TASK = tuple(name for name in Task.model_fields if name not in {"audience", "partner_types"})


def generated(rng):
    """Give the data of a programme's files. What partners may read needs nothing that they may not."""
    return Generator(rng).files()


class Generator:
    def __init__(self, rng):
        self.rng = rng
        self.count = 0
        self.shown = {kind.name: self.some([f"{kind.name}-{n}" for n in range(EACH)]) for kind in KINDS}
        self.ids = {kind.name: [f"{kind.name}-{n}" for n in range(EACH)] for kind in KINDS}
        self.ids["item"] = [f"{stage}.item-{n}" for stage in self.ids["stage"] for n in range(ITEMS)]
        self.shown["item"] = self.some([id_ for id_ in self.ids["item"] if id_.split(".")[0] in self.shown["stage"]])
        self.ids["task"], self.shown["task"] = self.ids["item"], self.shown["item"]

    def some(self, ids):
        return [ids[0], *(id_ for id_ in ids[1:-1] if self.rng.random() < 0.5)]

    def fresh(self):
        self.count += 1
        return f"{self.rng.choice(('alpha', 'beta', 'gamma'))}-{self.count}"

    def files(self):
        files = {"content/programme.yml": {**self.record(Programme, "programme", seen=True), **SETTINGS}}
        for kind in KINDS:
            entities = [self.entry(kind.model, kind.name, id_) for id_ in self.ids[kind.name]]
            if kind.listed:
                files[f"content/{kind.place}"] = {kind.list_key: entities}
            else:
                files |= {f"content/{kind.place}/{entity['id']}.yml": entity for entity in entities}
        return files

    def entry(self, model, kind, id_):
        """Give an entity or checklist item, whose id and audience are settled."""
        seen = id_ in self.shown[kind]
        data = {**self.record(model, id_.split(".")[0], seen=seen), "id": id_, "audience": _audience(seen=seen)}
        if model is Stage:
            data["checklist"] = [self.entry(ChecklistItem, "item", f"{id_}.item-{n}") for n in range(ITEMS)]
        return data | copy.deepcopy(COMPUTES.get(model, {}))

    def record(self, model, owner, *, seen):
        """Give the fields of a record in the entity `owner`; `seen` says whether partners may read it."""
        marks = list_marks(model)
        data = {
            name: self.value(model.model_fields[name].annotation, marks[name], owner, seen=seen)
            for name in self.fields(model)
        }
        fresh = self.fresh()
        addresses = {
            "url": f"https://example.com/{fresh}",
            "booking": f"https://example.com/{fresh}",
            "handle": f"@{fresh}",
            "branch": fresh,
        }
        return data | {name: address for name, address in addresses.items() if name in data}

    def fields(self, model):
        """Choose which optional fields are given; a plan's task is a reference or one of its own."""
        given = [name for name, info in model.model_fields.items() if info.is_required() or self.rng.random() < 0.6]
        given = [name for name in given if name != "audience"]
        if model is Span:
            return [*self.rng.choice(SHAPES), "rows"]
        if model is not PlanTask:
            return given
        kind = self.rng.choice((OWN_TASK, ("item",)))
        return [*kind, *(name for name in given if name not in {*OWN_TASK, "item"})]

    def value(self, annotation, marks, owner, *, seen):
        """Give what a field of this type may hold, as it is typed."""
        parts = [part for part in get_args(annotation) if part not in {type(None), ...}]
        if get_origin(annotation) is tuple:
            return self.list(parts[0], marks, owner, seen=seen)
        if parts:  # Annotated[…] or … | None
            return self.value(parts[0], marks, owner, seen=seen)
        if issubclass(annotation, Record):
            return self.entry_of(annotation, owner, seen=seen)
        return self.id(marks, owner, seen=seen) or self.scalar(annotation, seen=seen)

    def entry_of(self, model, owner, *, seen):
        if not issubclass(model, Entry):
            return self.record(model, owner, seen=seen)
        shown = self.rng.random() < 0.5
        return {**self.record(model, owner, seen=seen and shown), "audience": _audience(seen=shown)}

    def id(self, marks, owner, *, seen):
        """Give an id of its own, or of something else, if the field holds one."""
        for mark in marks:
            if isinstance(mark, Ref):
                return self.rng.choice((self.shown if mark.required and seen else self.ids)[mark.kind])
            if isinstance(mark, Identifier):
                return f"{owner}.{self.fresh()}" if mark.dotted else self.fresh()
        return None

    def list(self, part, marks, owner, *, seen):
        made = [self.value(part, marks, owner, seen=seen) for _ in range(self.rng.randrange(4))]
        return made if made and isinstance(made[0], dict | list) else list(dict.fromkeys(made))

    def scalar(self, type_, *, seen):
        rng = self.rng
        if issubclass(type_, Enum):
            return rng.choice([choice.value for choice in type_])
        makers = {
            bool: lambda: rng.choice(("true", "false")),
            int: lambda: str(rng.randrange(1, 90)),
            Fraction: lambda: str(rng.randrange(1, 90)),
            date: lambda: str(date(2026, 1, 1) + timedelta(rng.randrange(999))),
            RichText: lambda: self.rich(seen=seen),
            Quantity: lambda: f"{rng.randrange(2, 90)} months",
            str: lambda: f"Words {self.fresh()}",
        }
        return makers[type_]() if type_ in makers else None

    def rich(self, *, seen):
        kind = self.rng.choice([kind.name for kind in KINDS] + ["item"])
        id_ = self.rng.choice((self.shown if seen else self.ids)[kind])
        figure = self.rng.choice((self.shown if seen else self.ids)["figure"])
        return self.rng.choice(
            (
                f"Within {{figure.{figure}}}.",
                f"Some {self.fresh()}.",
                f"See [this {self.fresh()}]({kind}:{id_}).",
                "Open {programme.portal} *now*.",
            )
        )


def _audience(*, seen):
    return (Audience.PARTNER if seen else Audience.INTERNAL).value
