"""An index as the file that the site's search reads: a script, for a page from a disk may read nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from partner_playbooks.finding.words import STEMMERS
from partner_playbooks.pages.parts.addresses import write_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partner_playbooks.finding.entries import Entry
    from partner_playbooks.finding.index import Index

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_HALF = 32
MOST_TEXT = 1_200
"""Characters of an entry's text that are kept to show why it was found."""


def write_index(index: Index, stemmers: Mapping[str, str], words: Mapping[str, object]) -> str:
    """Give the script that holds an index, and what takes endings off in its language.

    Args:
        index: Of an edition.
        stemmers: Text of the scripts by their names: `base-stemmer.js`, `english-stemmer.js`.
        words: The catalogue's, that results are shown with.
    """
    kinds = list(dict.fromkeys(entry.kind for entry in index.entries))
    data = {
        "kinds": kinds,
        "entries": [_write_entry(entry, kinds) for entry in index.entries],
        "words": "\n".join(_write_forms(stem, forms) for stem, forms in index.forms.items()),
        "places": "\n".join(_pack_places(index.places[stem]) for stem in index.forms),
        "same": index.groups,
        "kindWords": list(index.kind_words.items()),
        "stop": " ".join(sorted(index.reader.stop_words)),
    }
    stem = _write_stemmer(index.reader.language, stemmers)
    return f"{stem}const SEARCH_WORDS = {_as_json(words)};\nconst SEARCH_INDEX = {_as_json(data)};\n"


def write_texts(index: Index) -> str:
    """Give the script that holds what each entry says, and answers; it is read once something was found."""
    answers = {number: entry.answer for number, entry in enumerate(index.entries) if entry.answer}
    data = {"texts": [_cut(entry.text) for entry in index.entries], "answers": answers}
    return f"const SEARCH_TEXTS = {_as_json(data)};\n"


def _write_entry(entry: Entry, kinds: list[str]) -> list[object]:
    return [kinds.index(entry.kind), entry.title, write_address(entry.address), entry.where, *entry.words]


def _write_forms(stem: str, forms: Iterable[str]) -> str:
    """Give a stem and its words; `~` stands for the stem at the start of one."""
    return " ".join([stem, *(f"~{form[len(stem) :]}" if form.startswith(stem) else form for form in forms)])


def _pack_places(places: Iterable[tuple[int, int]]) -> str:
    """Write entries by their distance, in groups of five bits, each followed by its weight as one character."""
    packed: list[str] = []
    before = -1
    for number, weight in places:
        step, before = number - before, number
        while step >= _HALF:
            packed.append(_DIGITS[_HALF + step % _HALF])
            step //= _HALF
        packed.append(_DIGITS[step] + _DIGITS[weight])
    return "".join(packed)


def _write_stemmer(language: str, stemmers: Mapping[str, str]) -> str:
    name = STEMMERS.get(language.partition("-")[0])
    if name is None:
        return "const SEARCH_STEM = (word) => word;\n"
    scripts = f"{stemmers['base-stemmer.js']}\n{stemmers[f'{name}-stemmer.js']}"
    own = f"const own = new {name.title()}Stemmer();\nreturn (word) => own.stemWord(word);"
    return f"const SEARCH_STEM = (() => {{\n{scripts}\n{own}\n}})();\n"


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[:MOST_TEXT].rpartition(" ")[0]


def _as_json(data: object) -> str:
    """Write data so that it may stand in a script, and in a page."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
