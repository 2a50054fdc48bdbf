"""An index: which entries say a word, and how much each says it. Weights are whole numbers, so that files are small."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partner_playbooks.finding.entries import Entry
    from partner_playbooks.finding.words import WordReader

_FIELDS = {"title": (6.0, 0.6), "words": (6.0, 0.3), "where": (0.7, 0.2), "text": (0.6, 0.75)}
"""For each field of an entry: how much a word in it counts, and how much less it does in a longer one than usual."""
STEPS = 6
"""Steps of a whole weight that one word of an ordinary text counts."""
MOST = 63
"""The greatest weight: one character of the index holds it."""


@dataclass(frozen=True, slots=True)
class Index:
    """What search looks into."""

    entries: tuple[Entry, ...]
    reader: WordReader
    places: Mapping[str, tuple[tuple[int, int], ...]]
    """Stem → the entries that say it, by their number, each with how much: 1 to `MOST`."""
    forms: Mapping[str, tuple[str, ...]]
    """Stem → the words of the handbook that have it, the commonest first."""
    groups: tuple[tuple[tuple[str, ...], ...], ...]
    """Names for the same: in each group the names, each as its stems."""


def build_index(entries: Sequence[Entry], reader: WordReader, same: Iterable[Sequence[str]] = ()) -> Index:
    """Index entries by their words.

    Args:
        entries: All that can be found.
        reader: Of their language.
        same: Groups of names that mean the same: `("fee", "commission")`.
    """
    words = [_read_fields(entry, reader) for entry in entries]
    means = {
        name: sum(len(each[name]) for each in words) / (sum(1 for each in words if each[name]) or 1) for name in _FIELDS
    }
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for number, fields in enumerate(words):
        weights: dict[str, float] = defaultdict(float)
        for name, (weight, slope) in _FIELDS.items():
            length = 1 - slope + slope * len(fields[name]) / (means[name] or 1)
            for form, stem in fields[name]:
                weights[stem] += weight / length
                forms[stem][form] += 1
        for stem, total in weights.items():
            places[stem].append((number, max(1, min(MOST, round(total * STEPS)))))
    groups = tuple(tuple(tuple(stem for _, stem in reader.read(name)) for name in group) for group in same)
    return Index(
        tuple(entries),
        reader,
        {stem: tuple(places[stem]) for stem in sorted(places)},
        {stem: tuple(form for form, _ in forms[stem].most_common()) for stem in sorted(forms)},
        tuple(found for group in groups if len(found := tuple(dict.fromkeys(filter(None, group)))) > 1),
    )


def _read_fields(entry: Entry, reader: WordReader) -> dict[str, list[tuple[str, str]]]:
    return {
        "title": list(reader.read(entry.title, whole=True)),
        "words": list(chain.from_iterable(reader.read(name, whole=True) for name in entry.words)),
        "where": list(reader.read(entry.where)),
        "text": list(reader.read(entry.text)),
    }
