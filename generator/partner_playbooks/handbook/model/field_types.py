"""The types of fields: how the words of each are read, what editors are told may stand there, and what an id names.

YAML arrives as text (`source` resolves nothing), so each field's type says how its words are read:
`no` stays the word "no" in a text field and is refused in a number field.
"""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Annotated

from pydantic import BeforeValidator, Discriminator, Tag, WithJsonSchema

from partner_playbooks.handbook.model.field_values import (
    Parsed,
    Schema,
    Typed,
    build_text_schema,
    explain_no_day,
)
from partner_playbooks.language import expressions
from partner_playbooks.language.text import RichText, check_cell, check_lines, check_plain, parse_rich

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
ITEM = re.compile(rf"{SLUG.pattern}\.{SLUG.pattern}")
RESERVED = frozenset(
    {"404", "assets", "con", "prn", "aux", "nul", "index", "search", "sitemap", "partner-team"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
"""Ids that a file system, the site or the partner edition needs for itself."""
REFERS_TO = "x-refers-to"
"""In the JSON Schema of a reference: the kind of what it names. `schemas` puts the known ids in its place."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that holds the id of another entity.

    A `required` reference is one that its holder cannot do without: when the target is internal, a
    partner-visible holder is a mistake (PB501). Any other reference is simply left out of the partner edition.
    """

    kind: str
    required: bool = False
    limits: bool = False
    """Whether it limits whom its holder is for: with none of them left, that would be for everybody."""

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> Schema:
        """Give what an editor may see in its place."""
        return {**_id_schema(dotted=self.kind in {"item", "task"}), REFERS_TO: self.kind}


@dataclass(frozen=True, slots=True)
class Identifier:
    """Marks a field that holds the thing's own id (`dotted`: `stage.item`) or its former ones."""

    dotted: bool = False

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> Schema:
        """Give what an editor may see in its place."""
        return _id_schema(dotted=self.dotted)


def _id_schema(*, dotted: bool) -> Schema:
    shape = "small letters, digits and hyphens"
    if dotted:
        return build_text_schema(ITEM.pattern, f"the id of a stage or plan, a dot, and a name of {shape}")
    return build_text_schema(SLUG.pattern, f"ids are 1 to 64 {shape}, with no hyphen at either end")


@dataclass(frozen=True, slots=True)
class Internal:
    """Marks a field that partners never see, though they see what has it: in their edition it is as if left out.

    The field needs a default, which stands in its place there.
    """


@dataclass(frozen=True, slots=True)
class ForPartners:
    """Marks a field that holds what partners read in place of another field of the same record, where it is filled."""

    field: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Marks rich text that tells and explains, where a figure is a claim and needs its source."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Marks plain text in which values may be named as in rich text: `{figure.claim-window}`; all else is as typed."""


@dataclass(frozen=True, slots=True)
class OfRows:
    """Marks an expression about the rows of records: it may name their fields, and definitions."""


def _flag(value: str) -> bool:
    return value == "true"


def _address(value: str) -> str:
    if not value.isprintable():
        raise ValueError(value)
    return value


def _fraction(value: str) -> Fraction:
    return Fraction(value)


Plain = Annotated[
    str, BeforeValidator(lambda v: check_plain(v) if isinstance(v, str) else v), WithJsonSchema(build_text_schema())
]
"""One line that shows exactly the typed characters, in every format."""

Cell = Annotated[
    str,
    BeforeValidator(lambda v: check_cell(v) if isinstance(v, str) else v),
    WithJsonSchema(build_text_schema()),
    Filled(),
]
"""The same, or nothing: a cell of a table."""

Lines = Annotated[
    str,
    BeforeValidator(lambda v: check_lines(v) if isinstance(v, str) else v),
    WithJsonSchema(build_text_schema()),
    Filled(),
]
"""Lines that stand below each other as they were typed, as in a letter."""

Rich = Annotated[
    RichText,
    Parsed(RichText, parse_rich),
    Prose(),
]
"""Paragraphs and lists in the small Markdown subset of `text`."""

RichLine = Annotated[RichText, Parsed(RichText, partial(parse_rich, inline=True))]
"""One paragraph of rich text, used for criteria and short statements."""

_WHOLE = ("integer", "string")
Whole = Annotated[int, Typed("a whole number", r"-?(0|[1-9]\d{0,8})", int, "write digits only, such as 30", _WHOLE)]
DayNumber = Annotated[
    int,
    Typed(
        "a day",
        r"-?[1-9]\d{0,8}",
        int,
        "write a number, such as 3: 1 is the anchor date itself, 8 a week later, -7 seven days before it",
        _WHOLE,
    ),
]
"""A calendar day counted from an anchor date; there is no day 0."""
Number = Annotated[
    Fraction,
    Typed(
        "a number",
        r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?",
        _fraction,
        "write digits, such as 60 or 12.5",
        ("number", "string"),
    ),
]
Flag = Annotated[bool, Typed("true or false", r"true|false", _flag, "write true or false", ("boolean", "string"))]
Day = Annotated[
    date,
    Typed(
        "a date",
        r"\d{4}-\d{2}-\d{2}",
        date.fromisoformat,
        "write year-month-day, such as 2026-11-30",
        ("string",),
        "date",
        explain_no_day,
    ),
]
Url = Annotated[
    str,
    Typed(
        "a web address",
        r"""https?://[^\s<>"'`\\]{1,500}""",
        _address,
        "write it in full, starting with https://",
        ("string",),
        "uri",
    ),
]
Language = Annotated[
    str,
    Typed("a language", r"[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?", str, "write its short code, such as en, de or pt-BR"),
]
DateFormat = Annotated[
    str,
    Typed(
        "a date format",
        r"(?=.*d)(?=.*M)(?=.*yyyy)(?!.*(?:ddd|MMMMM|yyyyy))(?:yyyy|M{2,4}|dd?|[^A-Za-z\r\n]){1,40}",
        str,
        "write day, month and year with d or dd, MM, MMM or MMMM, and yyyy, such as d MMMM yyyy; "
        "letters are large or small as here",
    ),
]
Handle = Annotated[
    str,
    Typed("a handle", r"@[A-Za-z0-9][\w./-]{0,200}", str, "write it as the host does, such as @acme/partner-managers"),
]
Slug = Annotated[str, Identifier()]
ItemId = Annotated[str, Identifier(dotted=True)]

RoleRef = Annotated[str, Ref("role")]
StageRef = Annotated[str, Ref("stage")]
MetricRef = Annotated[str, Ref("metric")]
RequiredMetricRef = Annotated[str, Ref("metric", required=True)]
PlanRef = Annotated[str, Ref("plan")]
PartnerTypeRef = Annotated[str, Ref("partner-type", limits=True)]
TierRef = Annotated[str, Ref("tier", limits=True)]
SourceRef = Annotated[str, Ref("source")]
DocumentRef = Annotated[str, Ref("document")]
AutomationRef = Annotated[str, Ref("automation")]
LifecycleRef = Annotated[str, Ref("lifecycle")]
ItemRef = Annotated[str, Ref("item", required=True)]
TaskRef = Annotated[str, Ref("task", required=True)]
"""The id of a checklist item or of a plan's own task."""


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression as it was typed, with its tree."""

    source: str
    tree: expressions.Expression


def _formula(source: str) -> Formula:
    return Formula(source, expressions.parse_expression(source))


FormulaField = Annotated[Formula, Parsed(Formula, _formula)]
RowFormulaField = Annotated[FormulaField, OfRows()]
TypeField = Annotated[
    expressions.Type,
    Parsed(
        expressions.Type,
        expressions.parse_type,
        expressions.TYPES,
    ),
]

TYPES_TOLD = (
    "number, money, hours, days, working-days, months, text or flag; the kind of entity that it is the id of, such as "
    "tier or partner-type; or `list of` one of them."
)


def _shape(value: object) -> str:
    return "list" if isinstance(value, list | tuple) else "text"


_SINGLE = ["string", "number", "boolean"]
GivenValue = Annotated[
    Annotated[Plain, Tag("text")] | Annotated[tuple[Plain, ...], Tag("list")],
    Discriminator(_shape),
    WithJsonSchema({"type": [*_SINGLE, "array"], "items": {"type": _SINGLE}}),
]
"""A value as typed, or a list of them; what is wrong is said of the one that was written."""
