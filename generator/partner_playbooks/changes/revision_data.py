"""Revisions as plain data: from files as they were, of whatever schema, or from a handbook that could be read."""

from __future__ import annotations

from datetime import date
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from partner_playbooks.changes.soundness import UNREAD, hold_against
from partner_playbooks.editing import find_version, lift_file
from partner_playbooks.handbook.model.base import Audience, Record
from partner_playbooks.handbook.model.content import ALL, PROGRAMME_KIND, list_lost_ids
from partner_playbooks.handbook.model.field_types import Formula
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.programme import SCHEMA_VERSION, Programme
from partner_playbooks.language.diagnostics import Diagnostic, Severity, Span
from partner_playbooks.language.source import Data, Document, parse_file
from partner_playbooks.language.text import RichText, to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.language.source import Path

    Parse = Callable[[str, bytes], tuple[Document | None, list[Diagnostic]]]
    WasRead = Callable[[Document, Path], bool]

Key: TypeAlias = tuple[str, str]
"""Kind and id."""

PROGRAMME = (PROGRAMME_KIND, PROGRAMME_KIND)


class Entities(dict[Key, dict[str, Data]]):
    """Everything of a revision that could be read, and what could not."""

    def __init__(self, held: Mapping[Key, dict[str, Data]] = {}, findings: Iterable[Diagnostic] = ()) -> None:
        """Hold entities by kind and id, and what kept others, or parts of these, from being read."""
        super().__init__(held)
        self.findings = tuple(findings)
        self.lost: set[Key] = set()

    def may_hold(self, key: Key) -> bool:
        """Tell whether something that could not be read may be what this key names."""
        kind, _ = key
        return bool({key, (kind, ALL)} & self.lost)


class Reader:
    """Reads content files without judging them; a file that several revisions share is read once."""

    def __init__(self, parse: Parse = parse_file, was_read: WasRead = lambda _document, _path: False) -> None:
        """Begin with nothing known; files are read by `parse`, and `was_read` knows what the model has taken before."""
        self._parse = parse
        self._was_read = was_read
        self._known: dict[tuple[str, bytes], _File] = {}
        self._lifted: dict[tuple[str, bytes, int], bytes] = {}

    def read(self, files: Mapping[str, bytes], lost: Iterable[Diagnostic] = ()) -> Entities:
        """Give a revision as data: unknown fields are kept, and what cannot be read is named and left open.

        Args:
            files: Path below the project folder (`content/stages/align.yml`) → bytes.
            lost: What is known of files and folders that could not even be opened.
        """
        findings = list(lost)
        found = Entities()
        for name in (each.span.file for each in findings):
            found.lost.update(list_lost_ids(name))
        spans: dict[Key, Span] = {}
        files = self.lift(files)
        for name in sorted(files):
            file = self.file(name, files[name])
            findings += file.findings
            found.lost |= file.lost
            for key, data, span in file.held:
                if key in spans:
                    message, related = f'duplicate id "{key[1]}"', (("first used here", spans[key]),)
                    findings.append(Diagnostic("PB202", message, span, "give one an id of its own", related=related))
                    found.lost.add(key)
                found[key] = data
                spans.setdefault(key, span)
        for key in found.lost & set(found):
            del found[key]
        found.findings = tuple(findings)
        return found

    def file(self, name: str, raw: bytes) -> _File:
        """Give what one file holds, and what of it cannot be read."""
        known = self._known.get((name, raw))
        if known is None:
            known = self._known[name, raw] = _File(name, *self._parse(name, raw), self._was_read)
        return known

    def lift(self, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Give a revision of an older schema version in the shape of now; others, and later ones, as they are."""
        version = find_version(files)
        if version is None or version >= SCHEMA_VERSION:
            return files
        for name, raw in files.items():
            if (name, raw, version) not in self._lifted:
                self._lifted[name, raw, version] = lift_file(name, raw, version)
        return {name: self._lifted[name, raw, version] for name, raw in files.items()}


class _File:
    """What a content file holds."""

    def __init__(self, name: str, document: Document | None, problems: Iterable[Diagnostic], was_read: WasRead) -> None:
        self.held: list[tuple[Key, dict[str, Data], Span]] = []
        self.lost: set[Key] = set()
        self._is_whole = True
        self._was_read = was_read
        self.findings = [each for each in problems if each.severity is Severity.ERROR]
        if document is None or not isinstance(document.data, dict):
            self.lost.update(list_lost_ids(name))
        else:
            self._take(document, document.data)

    @property
    def is_sound(self) -> bool:
        """Whether all of it could be read, and is as today's model wants it."""
        return self._is_whole and not self.findings

    def _take(self, document: Document, data: dict[str, Data]) -> None:
        place = PurePosixPath(*PurePosixPath(document.file).parts[1:])
        folder, stem = place.parts[0], place.stem
        kind = next((kind for kind in KINDS if kind.place == folder), None)
        if place.as_posix() == "programme.yml":
            self._hold(PROGRAMME, document, (), Programme)
        elif kind is None:  # a folder of an older schema names its own kind
            self.held.append(((folder, str(data.get("id") or stem)), data, document.value(())))
        elif kind.listed:
            listed = data.get(kind.list_key)
            for index, entry in enumerate(listed if isinstance(listed, list) else ()):
                id_ = entry.get("id") if isinstance(entry, dict) else None
                path = (kind.list_key, index)
                if isinstance(id_, str):
                    self._hold((kind.name, id_), document, path, kind.model)
                else:
                    self._lose((kind.name, ALL), "an entry without an id", document.value(path))
            if not isinstance(listed, list):
                message = f"{kind.place} should hold a list named {kind.list_key}"
                self._lose((kind.name, ALL), message, document.value((kind.list_key,)))
        else:
            id_ = data.get("id")
            if isinstance(id_, str) and id_ != stem:
                message = f'the file is named "{stem}" but its id is "{id_}"'
                self._lose((kind.name, id_), message, document.value(("id",)), "PB204")
                self.lost.add((kind.name, stem))
            else:
                self._hold((kind.name, stem), document, (), kind.model)

    def _hold(self, key: Key, document: Document, path: Path, model: type[Record]) -> None:
        fit = hold_against(model, document, path, was_read=self._was_read(document, path))
        self.findings += fit.findings
        self._is_whole = self._is_whole and fit.is_whole
        if isinstance(fit.data, dict):
            self.held.append((key, fit.data, document.value((*path, "id"))))
        else:
            self.lost.add(key)

    def _lose(self, key: Key, message: str, span: Span, code: str = "PB113") -> None:
        self.lost.add(key)
        self.findings.append(Diagnostic(code, message, span))


def read_handbook_data(handbook: Handbook) -> Entities:
    """Give a handbook of either edition as data: nothing is in it that this edition does not hold."""
    settings = handbook.programme.settings()
    found = Entities({PROGRAMME: _dumped(handbook.programme, settings)})
    for kind, entities in handbook.entities.items():
        for id_, entity in entities.items():
            found[kind, id_] = _dumped(entity, settings)
    return found


def _dumped(record: Record, settings: Mapping[str, str]) -> dict[str, Data]:
    written: dict[str, Data] = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if value is not None and value != info.default:
            written[name] = _value(value, settings)
    return written


def _value(value: object, settings: Mapping[str, str]) -> Data:
    if isinstance(value, Record):
        return _dumped(value, settings)
    if isinstance(value, tuple | list):
        return [_value(part, settings) for part in value]
    if isinstance(value, dict):
        return {str(name): _value(part, settings) for name, part in value.items()}
    if isinstance(value, RichText):
        return to_plain(value, value=lambda name: settings.get(name, f"{{{name}}}"))
    return _scalar(value)


def _scalar(value: object) -> str:
    """Give a value as it is typed in content."""
    match value:
        case Formula():
            return value.source
        case Enum():
            return str(value.value)
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def find_audience(data: Data) -> Audience | None:
    """Tell who may read something; what does not say so is internal. None where that cannot be read."""
    said = data.get("audience") if isinstance(data, dict) else None
    if said is UNREAD:
        return None
    return Audience.PARTNER if said == Audience.PARTNER.value else Audience.INTERNAL


def list_aliases(data: Data) -> Iterable[str]:
    """Give the former ids of something."""
    listed = data.get("aliases") if isinstance(data, dict) else None
    return [str(alias) for alias in listed] if isinstance(listed, list) else []


def list_records_with_ids(entities: Entities) -> Iterator[tuple[str, dict[str, Data]]]:
    """Yield everything that has an id, with its kind: entities, and as `task` checklist items and plans' own tasks."""
    for (kind, id_), data in entities.items():
        yield kind, {"id": id_, **data}
        for part in _parts(data):
            if isinstance(part.get("id"), str):
                yield "task", part


def map_titles(entities: Entities) -> dict[Key, str]:
    """Give the title of everything that has an id, by kind and id."""
    return {
        (kind, str(data["id"])): str(data["title"]) for kind, data in list_records_with_ids(entities) if has_title(data)
    }


def has_title(data: Mapping[str, Data]) -> bool:
    """Tell whether something has a title that can be read."""
    return isinstance(data.get("title"), str) and data["title"] is not UNREAD


def _parts(data: Mapping[str, Data]) -> Iterator[dict[str, Data]]:
    """Yield the checklist items of a stage, and the tasks of a plan."""
    for field in ("checklist", "milestones"):
        listed = data.get(field)
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, dict):
                tasks = entry.get("tasks") if field == "milestones" else [entry]
                yield from (each for each in (tasks if isinstance(tasks, list) else ()) if isinstance(each, dict))
