"""An index: which entries say a word, and how much each says it. Weights are whole numbers, so that files are small."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.finding.words import part_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partner_playbooks.finding.entries import Entry
    from partner_playbooks.finding.words import WordReader

_FIELDS = {"title": (6.0, 0.6), "words": (4.0, 0.3), "where": (0.7, 0.2), "text": (0.6, 0.75)}
"""For each field of an entry: how much a word in it counts, and how much less it does in a longer one than usual."""
STEPS = 6
"""Steps of a whole weight that one word of an ordinary text counts."""
MOST = 63
"""The greatest weight: one character of the index holds it."""


class Name(NamedTuple):
    """A name of an entry: its title, or what else people call it."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    """Of its words that count."""


@dataclass(frozen=True, slots=True)
class Index:
    """What search looks into."""

    entries: tuple[Entry, ...]
    names: tuple[tuple[Name, ...], ...]
    """Of each entry, its title first."""
    reader: WordReader
    places: Mapping[str, tuple[tuple[int, int], ...]]
    """Stem → the entries that say it, by their number, each with how much: 1 to `MOST`."""
    forms: Mapping[str, tuple[str, ...]]
    """Stem → the words of the handbook that have it, the commonest first."""
    groups: tuple[tuple[tuple[str, ...], ...], ...]
    """Names for the same: in each group the names, each as its stems."""
    same: Mapping[str, tuple[str, ...]]
    """Stem of a name of one word → those of the other names of one word in its groups."""
    kind_words: Mapping[str, tuple[str, ...]]
    """Stem → the kinds of entries that are meant by whoever says it: a form is a document."""

    def knows(self, stem: str) -> bool:
        """Tell whether a word is said anywhere, or stands for one that is."""
        return stem in self.places or stem in self.same or stem in self.kind_words


def build_index(
    entries: Sequence[Entry],
    reader: WordReader,
    same: Iterable[Sequence[str]] = (),
    kind_words: Mapping[str, str] | None = None,
) -> Index:
    """Index entries by their words.

    Args:
        entries: All that can be found.
        reader: Of their language.
        same: Groups of names that mean the same: `("fee", "commission")`.
        kind_words: Kind of entries → words by which people ask for one: `document` → `form template`.
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
    named = (tuple(tuple(stem for _, stem in reader.read(name)) for name in group) for group in same)
    groups = tuple(found for group in named if len(found := tuple(dict.fromkeys(filter(None, group)))) > 1)
    return Index(
        tuple(entries),
        tuple(tuple(read_name(name, reader) for name in (entry.title, *entry.words)) for entry in entries),
        reader,
        {stem: tuple(places[stem]) for stem in sorted(places)},
        {stem: tuple(form for form, _ in forms[stem].most_common()) for stem in sorted(forms)},
        groups,
        _list_same(groups),
        _list_kind_words(kind_words or {}, reader),
    )


def read_name(name: str, reader: WordReader) -> Name:
    """Read a title, what something is called, or a query."""
    words = [word.text for word in part_words(name)]
    return Name(tuple(words), tuple(reader.stem(word) for word in reader.keep_counting(words)))


def _list_same(groups: Iterable[tuple[tuple[str, ...], ...]]) -> dict[str, tuple[str, ...]]:
    same: dict[str, dict[str, None]] = defaultdict(dict)
    for group in groups:
        single = [name[0] for name in group if len(name) == 1]
        for stem in single:
            same[stem].update((other, None) for other in single if other != stem)
    return {stem: tuple(others) for stem, others in same.items() if others}


def _list_kind_words(kind_words: Mapping[str, str], reader: WordReader) -> dict[str, tuple[str, ...]]:
    kinds: dict[str, dict[str, None]] = defaultdict(dict)
    for kind, words in kind_words.items():
        for _, stem in reader.read(words, whole=True):
            kinds[stem][kind] = None
    return {stem: tuple(found) for stem, found in kinds.items()}


def _read_fields(entry: Entry, reader: WordReader) -> dict[str, list[tuple[str, str]]]:
    return {
        "title": list(reader.read(entry.title, whole=True)),
        "words": list(chain.from_iterable(reader.read(name, whole=True) for name in entry.words)),
        "where": list(reader.read(entry.where)),
        "text": list(reader.read(entry.text)),
    }
