"""Older content in the shape of now: lifted step by step, with every other byte as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.content import PROGRAMME
from partner_playbooks.handbook.model.programme import SCHEMA_VERSION
from partner_playbooks.language.diagnostics import Edit, UserError
from partner_playbooks.language.source import parse_file
from partner_playbooks.language.splicing import splice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from partner_playbooks.language.source import Document

_PROGRAMME = f"content/{PROGRAMME}"


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the shape of content."""

    version: int
    """The version that it leads to."""
    says: str
    """What is different then, for editors."""
    find_edits: Callable[[Document], Iterator[Edit]]
    """Yields what changes in one file."""


@dataclass(frozen=True, slots=True)
class Migration:
    """Content in the shape of now, and how it came there."""

    steps: tuple[Step, ...]
    after: Mapping[str, bytes]
    """All files as they are to be."""


def _name_missing_origin(document: Document) -> Iterator[Edit]:
    """Beside `source:`, the word `unsourced` denied it; what is meant is a source that gives no origin."""
    for files, way in (
        ("content/stages/*.yml", ("practices", "unsourced")),
        ("content/stages/*.yml", ("pitfalls", "unsourced")),
        ("content/statistics.yml", ("statistics", "unsourced")),
    ):
        yield from _rename_field(document, files, way, "no_origin")


STEPS = (Step(2, "`unsourced` is called `no_origin`", _name_missing_origin),)
"""In order; the last leads to `SCHEMA_VERSION`. Each comes with an old handbook in tests/editing/."""


def migrate_content(files: Mapping[str, bytes]) -> Migration:
    """Lift content to the shape that this package reads.

    Args:
        files: Content files by their path below the project folder; every one can be read as YAML.

    Raises:
        UserError: nothing says of which version it is, or it is of a later one than this package reads.
    """
    version = find_version(files)
    if version is None:
        hint = f"write `schema_version: {SCHEMA_VERSION}` into it, or the number that the handbook had"
        raise UserError(f"{_PROGRAMME} does not say of which version the content is", hint)
    if version > SCHEMA_VERSION:
        message = f"the content is of schema version {version}, and this package reads {SCHEMA_VERSION}"
        raise UserError(message, "update the generator: it is older than the content")
    after = {name: lift_file(name, raw, version) for name, raw in files.items()}
    return Migration(tuple(step for step in STEPS if step.version > version), after)


def find_version(files: Mapping[str, bytes]) -> int | None:
    """Give the version of the shape of content; None where nothing says it."""
    document, _ = parse_file(_PROGRAMME, files.get(_PROGRAMME, b""))
    data = document.data if document is not None else None
    said = data.get("schema_version") if isinstance(data, dict) else None
    return int(said) if isinstance(said, str) and said.isdecimal() else None


def lift_file(name: str, raw: bytes, version: int) -> bytes:
    """Give one content file of an older version in the shape of now; as it is, where it cannot be read."""
    for step in STEPS:
        document, _ = parse_file(name, raw) if step.version > version else (None, ())
        if document is None:
            continue
        edits = list(step.find_edits(document))
        if name == _PROGRAMME:
            edits.append(Edit(document.value(("schema_version",)), str(step.version)))
        if edits:
            raw = splice(raw.decode(), edits).encode()
    return raw


def _rename_field(document: Document, files: str, way: tuple[str, ...], new: str) -> Iterator[Edit]:
    """Yield another name for a field of records: `way` has the names of fields that lead to it, in `files`."""
    if PurePosixPath(document.file).match(files):
        for path in document.places:
            if tuple(part for part in path if isinstance(part, str)) == way and isinstance(path[-1], str):
                yield Edit(document.key(path), new)
