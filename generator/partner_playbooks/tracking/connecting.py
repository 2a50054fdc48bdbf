"""A folder of exports → a proposal for tracking.yml: what each column is, how sure that is, and what it makes known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from partner_playbooks.language.records import TABLES
from partner_playbooks.language.records.record_fields import Shape
from partner_playbooks.language.spelling import find_nearest
from partner_playbooks.tracking.headings import list_words as list_heading_words
from partner_playbooks.tracking.headings import normalise
from partner_playbooks.tracking.ready_mappings import find_ready_files, list_stage_headings
from partner_playbooks.tracking.tracking_settings import list_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.language.records.record_fields import RecordField, RecordTable
    from partner_playbooks.tracking.ready_files import ReadyFile

_PATTERNS = {
    "dd/MM/yyyy": "%d/%m/%Y",
    "MM/dd/yyyy": "%m/%d/%Y",
    "dd.MM.yyyy": "%d.%m.%Y",
    "MM/dd/yy hh:mm a": "%m/%d/%y %I:%M %p",
    "MM/dd/yyyy hh:mm a": "%m/%d/%Y %I:%M %p",
    "dd/MM/yyyy HH:mm": "%d/%m/%Y %H:%M",
    "MM/dd/yyyy HH:mm": "%m/%d/%Y %H:%M",
    "dd.MM.yyyy HH:mm": "%d.%m.%Y %H:%M",
    "yyyy/MM/dd": "%Y/%m/%d",
    "yyyy/MM/dd HH:mm:ss": "%Y/%m/%d %H:%M:%S",
    "dd-MM-yyyy": "%d-%m-%Y",
    "dd/MM/yy": "%d/%m/%y",
    "MM/dd/yy": "%m/%d/%y",
    "dd MMM yyyy": "%d %b %Y",
    "dd-MMM-yy": "%d-%b-%y",
    "dd-MMM-yyyy": "%d-%b-%Y",
}
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([ T].*)?")
_LATE = re.compile(r"9999-12-31.*|2050-01-01.*|31[./]12[./]9999|12/31/9999")
_MOST_WORDS = 30
_MOSTLY = 0.8
"""The share of days that a pattern has to fit."""
_DEALS, _LINKS = "deals", "deal_partners"
"""A list of deals often says, too, whose they are."""
_STAGE = next(each for each in TABLES["stage_entries"].fields if each.name == "stage")


@dataclass(frozen=True, slots=True)
class SampledFile:
    """The headings of a file, and its first rows."""

    name: str
    """Its path below the folder of tracking.yml."""
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def list_texts(self, heading: str) -> list[str]:
        """Give what stands in a column, without what is empty."""
        place = self.headings.index(heading)
        return [text for row in self.rows if len(row) > place and (text := row[place].strip())]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file is taken for."""

    table: str
    file: SampledFile
    columns: Mapping[str, str]
    """Field → heading."""
    unsure: frozenset[str]
    """Fields whose heading is only like what is known."""
    dates: str | None = None
    choose_dates: tuple[str, ...] = ()
    """Patterns that all fit, so that nobody can tell which is meant."""
    strange_day: str | None = None
    """A day that no known pattern fits, where none fits all."""
    empty: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unknown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field → words of the file that mean nothing here."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field → the words that it may hold here."""
    system: str = ""
    """The system whose exports look so, where it is known."""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    once: str | None = None
    stages: Mapping[str, str] = field(default_factory=dict)


def propose(files: Sequence[SampledFile], handbook: Handbook) -> tuple[tuple[Proposal, ...], tuple[str, ...]]:
    """Give what each file is taken for, and the files that fit no table."""
    found: dict[str, Proposal] = {}
    strange = []
    for file in sorted(files, key=lambda each: not find_ready_files(each.headings)):
        ready = [each for each in find_ready_files(file.headings) if each[1].table not in found]
        for system, known in ready:
            found[known.table] = _take_ready(file, system, known, handbook)
        if ready:
            continue
        ranked = sorted(_list_fits(file), key=lambda fit: -fit[0])
        chosen = next(
            ((table, columns, unsure) for score, table, columns, unsure in ranked if table.name not in found), None
        )
        if chosen is None:
            strange.append(file.name)
            continue
        table, columns, unsure = chosen
        found[table.name] = _complete(table, file, columns, unsure, handbook)
        links = TABLES[_LINKS]
        if table.name == _DEALS and _LINKS not in found:
            own, likely = _match(links, file.headings)
            if all(each.name in own and each.name not in likely for each in links.needed):
                found[_LINKS] = _complete(links, file, own, likely, handbook)
    ordered = [found[name] for name in TABLES if name in found]
    return tuple(ordered), tuple(strange)


def _take_ready(file: SampledFile, system: str, known: ReadyFile, handbook: Handbook) -> Proposal:
    """Take a file for what a known system exports: what is written alike everywhere is known, the rest is found out."""
    columns = {name: heading for name, heading in known.columns.items() if heading in file.headings}
    made = replace(
        _complete(TABLES[known.table], _keep_rows(file, known.only), columns, frozenset(), handbook), file=file
    )
    values = {**made.values, **{name: words for name, words in known.values.items() if name in columns}}
    named = list_stage_headings(known, file.headings)
    meant, strange = _translate(TABLES["stage_entries"], _STAGE, named, handbook)
    stages = {meant.get(stage, stage): heading for stage, heading in named.items() if stage not in strange}
    return replace(
        made,
        system=system,
        values=values,
        unknown={name: words for name, words in made.unknown.items() if name not in known.values},
        empty=(*made.empty, *known.empty),
        only={heading: words for heading, words in known.only.items() if heading in file.headings},
        once=known.once and known.once.value,
        stages=stages if known.table == "stage_entries" else named,
    )


def _keep_rows(file: SampledFile, only: Mapping[str, tuple[str, ...]]) -> SampledFile:
    """Give a file with the rows that count alone."""
    places = {file.headings.index(heading): words for heading, words in only.items() if heading in file.headings}
    kept = [
        row
        for row in file.rows
        if all(
            len(row) > place and row[place].strip().lower() in {word.lower() for word in words}
            for place, words in places.items()
        )
    ]
    return replace(file, rows=tuple(kept))


def _list_fits(file: SampledFile) -> Iterator[tuple[float, RecordTable, dict[str, str], frozenset[str]]]:
    """Yield the tables that a file may be: with a column for whatever no row may lack."""
    for table in TABLES.values():
        columns, unsure = _match(table, file.headings)
        if all(each.name in columns and each.name not in unsure for each in table.needed):
            named = normalise(table.name).rstrip("s") in normalise(file.name)
            known = sum(each not in unsure for each in columns)
            yield known - 0.5 * len(unsure) + len(table.needed) + (6 if named else 0), table, columns, unsure


def _match(table: RecordTable, headings: Sequence[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Find a heading for each field: by a word that it is known by, else by likeness."""
    left = {normalise(heading): heading for heading in headings if heading}
    columns: dict[str, str] = {}
    unsure = set()
    fields = [each for each in table.fields if not each.derived]
    for rank in range(max(len(list_heading_words(table.name, each.name)) for each in fields)):
        for each in fields:
            words = list_heading_words(table.name, each.name)
            if each.name not in columns and rank < len(words) and words[rank] in left:
                columns[each.name] = left.pop(words[rank])
    for each in fields:
        if each.name not in columns:
            near = find_nearest(each.name.replace("_", " "), tuple(left))
            if near is not None:
                columns[each.name] = left.pop(near)
                unsure.add(each.name)
    return columns, frozenset(unsure)


def _complete(
    table: RecordTable, file: SampledFile, columns: dict[str, str], unsure: frozenset[str], handbook: Handbook
) -> Proposal:
    """Find out how days and words are written."""
    fields = {each.name: each for each in table.fields}
    texts = {name: file.list_texts(heading) for name, heading in columns.items()}
    days = [text for name in columns if fields[name].shape in {Shape.DATE, Shape.TIME} for text in texts[name]]
    empty = tuple(dict.fromkeys(day for day in days if _LATE.fullmatch(day)))
    read = [day for day in days if day not in empty]
    fitting = _list_patterns(read)
    strange_day = None if fitting else next((day for day in read if not _ISO.fullmatch(day)), None)
    values: dict[str, dict[str, str]] = {}
    unknown: dict[str, tuple[str, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}
    for name in columns:
        meant, strange = _translate(table, fields[name], texts[name], handbook)
        values |= {name: meant} if meant else {}
        unknown |= {name: strange} if strange else {}
        words |= {name: list_words(table.name, name, handbook) or ()} if strange else {}
    pattern = fitting[0] if len(fitting) == 1 else None
    choose = fitting if len(fitting) > 1 else ()
    return Proposal(table.name, file, columns, unsure, pattern, choose, strange_day, empty, values, unknown, words)


def _list_patterns(days: Sequence[str]) -> tuple[str, ...]:
    """Give the patterns that most days fit: some may be wrong; none where they are written as 2026-03-31."""
    if not days or all(_ISO.fullmatch(day) for day in days):
        return ()
    counts = {pattern: sum(_fits(day, code) for day in days) for pattern, code in _PATTERNS.items()}
    most = max(counts.values())
    if most < _MOSTLY * len(days):
        return ()
    found = tuple(pattern for pattern, count in counts.items() if count == most)
    with_time = tuple(pattern for pattern in found if "mm" in pattern and any(":" in day for day in days))
    return with_time or tuple(pattern for pattern in found if "mm" not in pattern)


def _fits(day: str, code: str) -> bool:
    """Tell whether a day fits a pattern; its time may be left out."""
    code = code if ":" in day else code.partition(" %I")[0].partition(" %H")[0]
    try:
        datetime.strptime(day, code)  # noqa: DTZ007 - only whether it can be read
    except ValueError:
        return False
    return True


def _translate(
    table: RecordTable, each: RecordField, texts: Iterable[str], handbook: Handbook
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give what words of a file mean here, and those that mean nothing."""
    known = list_words(table.name, each.name, handbook)
    if known is None or each.shape is Shape.FLAG:
        return {}, ()
    names = {normalise(word): word for word in known}
    if each.shape is Shape.ENTITY:
        entities = handbook.entities.get(each.of, {})
        names |= {normalise(str(getattr(entities[id_], "title", id_))): id_ for id_ in known if id_ in entities}
    meant: dict[str, str] = {}
    strange = []
    for text in list(dict.fromkeys(texts))[:_MOST_WORDS]:
        said = normalise(text).lstrip("0123456789 ")
        near = find_nearest(said, tuple(names)) if each.shape is Shape.ENTITY else None
        word = names.get(said) or _guess(each.name, said) or (names[near] if near is not None else None)
        if word is None or word not in known:
            strange.append(text)
        elif text.lower() != word:
            meant[text] = word
    return meant, tuple(strange)


def _guess(name: str, text: str) -> str | None:
    """Give the word that an outcome or a decision is known by in CRMs."""
    ways = {
        "outcome": {"won": "closed won|true|win", "lost": "closed lost|false|loss", "open": "in progress"},
        "decision": {"approved": "accepted|approve", "rejected": "declined|denied|reject"},
        "role": {
            "sourced": "source|originated|referral",
            "influenced": "influence|assist",
            "fulfilled": "resale|reseller",
        },
    }
    return next((word for word, said in ways.get(name, {}).items() if text in said.split("|")), None)
