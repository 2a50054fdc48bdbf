"""`plan.json` as it is read: checked as a whole, for it may have been edited by hand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic import Field as Limited

from partner_playbooks.diagnostics import UserError
from partner_playbooks.downloads.plan_file import SCHEMA, VERSION
from partner_playbooks.model.role import Side
from partner_playbooks.model.stage import Recurrence
from partner_playbooks.plans.state import ADDED, PLAN, Field, State, Status, Word
from partner_playbooks.text import hidden_characters

MAX_BYTES = 20_000_000
_LONGEST = 2_000


def _seen(text: str) -> str:
    for problem in hidden_characters(text):
        raise ValueError(problem.message)
    return text


Day = date
Text = Annotated[str, Limited(max_length=_LONGEST), AfterValidator(_seen)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Anchor(_Part):
    """The date that days are counted from."""

    kind: Literal["start", "target"]
    label: Text
    date: "Day | None"


class Working(_Part):
    """When work is due."""

    weekdays: tuple[Annotated[int, Limited(ge=0, le=6)], ...] = Limited(min_length=1)
    country: Text


class Test(_Part):
    """What must be true at a milestone."""

    id: Text
    text: Text


class Milestone(_Part):
    """A point where both sides stop and test."""

    id: Text
    title: Text
    day: int
    due: date | None
    tests: tuple[Test, ...]


class Task(_Part):
    """Something to do."""

    id: Text
    milestone: Text
    title: Text
    side: Side
    owner: Text
    day: int
    due: date | None
    done_when: Text
    after: tuple[Text, ...]
    recurrence: Recurrence | None


class Said(_Part):
    """A word on something."""

    value: Text
    at: datetime
    by: Text


class Logged(Said):
    """A word that holds no more."""

    id: Text
    field: Field


class PlanFile(_Part):
    """The whole file."""

    schema_: Literal["partner-playbooks/plan"] = Limited(alias="schema")
    version: Literal[1]
    plan: Text
    title: Text
    edition: Literal["internal", "partner"]
    programme: Text
    partner: Text
    made_for: tuple[Text, ...]
    anchor: Anchor
    working: Working
    milestones: tuple[Milestone, ...]
    tasks: tuple[Task, ...]
    state: dict[Text, dict[Field, Said | Text]]
    log: tuple[Logged, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A plan, and what was said of it."""

    plan: PlanFile
    """As it was made: `state` and `log` of the file are in `state`."""
    state: State


def read_plan_file(raw: bytes, name: str, at: datetime) -> Filled:
    """Read a `plan.json`.

    Args:
        raw: Its bytes.
        name: How it is called.
        at: When it was last changed: the time of what was written into it by hand, without a time.

    Raises:
        UserError: it is no plan that can be read, and why.
    """
    if len(raw) > MAX_BYTES:
        raise UserError(f"{name} is too large", "20 MB is the most")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UserError(f"{name}: this is no UTF-8 text", "save it as UTF-8") from None
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise UserError(
            f"{place}: this is no JSON: {error.msg}", "mend the line, or take the file as it was sent"
        ) from None
    except RecursionError:
        raise UserError(f"{name}: this is nested too deep", "take the file as it was sent") from None
    return filled_of(data, name, at)


def filled_of(data: Any, name: str, at: datetime) -> Filled:  # noqa: ANN401 - whatever a file holds
    """Check what was read from a file.

    Raises:
        UserError: it is no plan that can be read, and why.
    """
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise UserError(f"{name} holds no plan", f'it begins with "schema": "{SCHEMA}" where it does')
    if data.get("version") != VERSION:
        raise UserError(f"{name} is of version {data.get('version')!r:.20}", f"this program reads version {VERSION}")
    try:
        plan = PlanFile.model_validate(data)
        words = frozenset(_words(plan, name, at))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(
            str(part) for part in first["loc"] if part not in {"Said", "function-after[_seen(), constrained-str]"}
        )
        raise UserError(f"{name}: {place}: {first['msg']}", "mend it, or take the file as it was sent") from None
    return Filled(plan.model_copy(update={"state": {}, "log": ()}), State(words))


def _words(plan: PlanFile, name: str, at: datetime) -> Iterator[Word]:
    known = keys_of(plan)
    for key, fields in plan.state.items():
        for field, said in fields.items():
            word = Said(value=said, at=at, by=name) if isinstance(said, str) else said
            yield _checked(Word(key, field, _zoned(word.at), word.by, word.value), known, name)
    for entry in plan.log:
        yield _checked(Word(entry.id, entry.field, _zoned(entry.at), entry.by, entry.value), known, name)


def _zoned(at: datetime) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def keys_of(plan: PlanFile) -> frozenset[str]:
    """Give all that something may be said of."""
    tests = (test.id for milestone in plan.milestones for test in milestone.tests)
    return frozenset([PLAN, *(task.id for task in plan.tasks), *tests])


def _checked(word: Word, known: frozenset[str], name: str) -> Word:
    if word.key not in known and not word.key.startswith(ADDED):
        raise UserError(f'{name}: state: there is no task or exit test "{word.key}" in this plan', "correct its id")
    if fault := fault_of(word.field, word.value):
        raise UserError(f"{name}: state.{word.key}.{word.field}: {fault}", "mend it, or take the file as it was sent")
    return word


def fault_of(field: Field, value: str) -> str | None:
    """Say what is wrong with a value; None if nothing is. An empty one takes back what was said."""
    if not value:
        return None
    if field is Field.STATUS:
        known = ", ".join(Status)
        return None if value in list(Status) else f'"{value}" is no status; choose one of {known}'
    if field in {Field.DONE_ON, Field.DUE, Field.ANCHOR}:
        try:
            date.fromisoformat(value)
        except ValueError:
            return f'"{value}" is no date; write it as 2026-12-01'
    return None


def written(filled: Filled) -> bytes:
    """Give the bytes of a plan with all that was said of it."""
    data = filled.plan.model_dump(mode="json", by_alias=True)
    state: dict[str, dict[str, dict[str, str]]] = {}
    for (key, field), word in filled.state.holding.items():
        state.setdefault(key, {})[field.value] = {"value": word.value, "at": _shown(word.at), "by": word.by}
    log = [
        {"id": word.key, "field": word.field.value, "value": word.value, "at": _shown(word.at), "by": word.by}
        for word in filled.state.passed_over
    ]
    return (json.dumps(data | {"state": state, "log": log}, ensure_ascii=False, indent=1) + "\n").encode()


def _shown(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
