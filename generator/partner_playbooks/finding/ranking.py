"""The order of what is found. The site's script `ranking.js` gives the same entries in the same order.

A query is read as slots, one for each word that counts; a slot holds the stems that the word may mean, each with how
surely it means it. A name of several words that means the same, or a word written in one or in two, gives a further
reading of the whole query. An entry counts by its best reading.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.finding.index import STEPS, Index, Name, read_name
from partner_playbooks.finding.words import part_words, strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SATURATION = 4.0
"""How soon a further mention counts less: at this weight a word counts half of what it can."""
PREFIX, TYPO, SAME, COMPOUND = 0.8, 0.6, 0.65, 0.95
"""How surely a word means another: that it begins, that is spelt alike, of the same group, written in one or in two."""
PAIR = 2
"""Words of two names of one word each."""
ALIKE = (4, 8)
"""How long a word has to be for one letter to differ, and for two."""
ASKED_KIND = 0.7
"""How much of a word an entry counts that does not say it, but is of the kind that the word asks for."""
COVERED = 1.2
"""How much an entry loses that lacks words of the query: the share that it has, to this power."""
TITLED = 0.8
"""How much an entry gains whose title is what was asked, and less where it is a part of it."""
NAMED, SPELT, HELD = 1.0, 2.0, 0.9
"""How much an entry gains that is called just what was asked, how much more if no word differs, and how much if
the question holds what it is called and more."""
KIND_WEIGHTS = {
    "stage": 1.25,
    "metric": 1.2,
    "plan": 1.15,
    "role": 1.1,
    "bottleneck": 1.15,
    "partner-type": 1.15,
    "tier": 1.15,
    "document": 1.1,
    "term": 1.1,
    "partner": 1.3,
    "guide": 1.05,
    "page": 1.1,
    "task": 0.9,
    "practice": 0.8,
    "pitfall": 0.9,
    "statistic": 0.75,
    "source": 0.6,
    "tool": 0.85,
    "definition": 0.8,
    "assertion": 0.8,
}
"""How much an entry of a kind counts against others; 1 where it is not named."""

Slot = dict[str, float]
"""Stem → how surely it is meant."""


class Found(NamedTuple):
    """An entry that was found."""

    number: int
    score: float
    stems: tuple[str, ...]
    """Those of its words that were asked for, or stand for one that was."""


class _Match(NamedTuple):
    """What a slot finds."""

    worth: float
    """How much its word tells of what is looked for."""
    said: Mapping[int, tuple[float, str]]
    """Entry that says it → how much that counts, and the stem that it says."""
    kinds: frozenset[str]
    """Kinds of entries that its word asks for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to understand a query."""

    slots: tuple[Slot, ...]
    trust: float


def search(index: Index, query: str, most: int = 50) -> list[Found]:
    """Give the entries that a query finds, the best first; those that count the same in the order of the index."""
    best: dict[int, Found] = {}
    for reading in read_query(index, query):
        for found in _score(index, reading):
            if found.number not in best or found.score > best[found.number].score:
                best[found.number] = found
    asked = read_name(query, index.reader)
    return sorted((_add_title(index, found, asked) for found in best.values()), key=_order)[:most]


def _order(found: Found) -> tuple[int, int]:
    """Order by score, to four places: two processors need not agree on the last digit of a logarithm."""
    return -math.floor(found.score * 10_000 + 0.5), found.number


def read_query(index: Index, query: str) -> list[Reading]:
    """Give the ways to understand a query, as it was typed first; none where it has no word that counts."""
    typed = [word.text for word in part_words(query)]
    counting = index.reader.keep_counting(typed)
    if not counting:
        return []
    is_open = query[-1:].strip() != "" and typed[-1] == counting[-1]  # the last word may go on
    last = len(counting) - 1 if is_open else None
    slots = [_find_slot(index, word, is_last=at == last) for at, word in enumerate(counting)]
    readings = [Reading(tuple(slots), 1.0)]
    readings += _part_and_join(index, counting, slots)
    stems = [index.reader.stem(word) for word in counting]
    for at, length, other in _list_same(index, stems):
        replaced = [*slots[:at], *({stem: 1.0} for stem in other), *slots[at + length :]]
        readings.append(Reading(tuple(replaced), SAME))
    return readings


def _find_slot(index: Index, word: str, *, is_last: bool) -> Slot:
    """Give the stems that a word may mean: its own, its synonyms', for the last word those that it begins.

    For a word that is not known it is those spelt alike.
    """
    stem = index.reader.stem(word)
    slot: Slot = {stem: 1.0} if stem in index.places or stem in index.kind_words else {}
    prefix = PREFIX * (0.4 if slot else 1)
    if is_last and len(word) > 1:
        start = strip_marks(word)
        for other, forms in index.forms.items():
            begun = [form for form in forms if strip_marks(form).startswith(start)]
            if begun:
                shortest = min(map(len, begun))
                slot[other] = max(slot.get(other, 0), prefix * math.sqrt(len(word) / shortest))
    for other in index.same.get(stem, ()):
        slot[other] = max(slot.get(other, 0), SAME)
    if not slot:
        for other, distance in find_alike(index, word):
            slot[other] = TYPO / distance
    return slot


def find_alike(index: Index, word: str) -> list[tuple[str, int]]:
    """Give the stems of the words spelt most like a word, with how many letters differ: one, or two in a long word."""
    most = sum(len(word) >= length for length in ALIKE)
    found = [
        (stem, distance)
        for stem, forms in index.forms.items()
        for distance in [min(measure_distance(word, form, most) for form in forms)]
        if distance <= most
    ]
    nearest = min((distance for _, distance in found), default=0)
    return [(stem, distance) for stem, distance in found if distance == nearest]


def measure_distance(one: str, other: str, most: int) -> int:
    """Count the letters that differ, two that changed places as one; more than `most` is `most + 1`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        further = [at]
        for place, its in enumerate(other, start=1):
            cost = min(row[place] + 1, further[-1] + 1, row[place - 1] + (letter != its))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == its:
                cost = min(cost, before[place - 2] + 1)
            further.append(cost)
        if min(further) > most:
            return most + 1
        before, row = row, further
    return min(row[-1], most + 1)


def _part_and_join(index: Index, words: list[str], slots: list[Slot]) -> Iterator[Reading]:
    """Read two words as one, and one that the handbook does not know as two that it knows."""
    for at in range(len(words) - 1):
        joined = index.reader.stem(words[at] + words[at + 1])
        if joined in index.places:
            yield Reading((*slots[:at], {joined: 1.0}, *slots[at + 2 :]), COMPOUND)
    for at, word in enumerate(words):
        if index.reader.stem(word) in index.places:
            continue
        for cut in range(3, len(word) - 2):
            parts = index.reader.stem(word[:cut]), index.reader.stem(word[cut:])
            if all(part in index.places for part in parts):
                yield Reading((*slots[:at], {parts[0]: 1.0}, {parts[1]: 1.0}, *slots[at + 1 :]), COMPOUND)


def _list_same(index: Index, stems: list[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield where a name of a group stands in a query, how many words it has, and each other name of the group.

    One word for another is in the slot of that word.
    """
    for group in index.groups:
        for name in group:
            others = [other for other in group if other != name and len(name) + len(other) > PAIR]
            for at in range(len(stems) - len(name) + 1):
                if tuple(stems[at : at + len(name)]) == name:
                    yield from ((at, len(name), other) for other in others)


def _score(index: Index, reading: Reading) -> Iterator[Found]:
    scores: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    stems: dict[int, dict[str, None]] = defaultdict(dict)
    matches = [_match(index, slot) for slot in reading.slots]
    total = sum(match.worth for match in matches)
    for match in matches:
        for number, (score, stem) in match.said.items():
            scores[number] += score
            covered[number] += match.worth
            stems[number][stem] = None
    for number, score in scores.items():
        kind = index.entries[number].kind
        asked = sum(match.worth for match in matches if kind in match.kinds and number not in match.said)
        share = (covered[number] + asked) / total
        weight = reading.trust * share**COVERED * KIND_WEIGHTS.get(kind, 1.0)
        yield Found(number, weight * (score + ASKED_KIND * asked), tuple(stems[number]))


def _match(index: Index, slot: Slot) -> _Match:
    known = [
        (sure, stem, _rarity(index, len(index.places[stem]))) for stem, sure in slot.items() if stem in index.places
    ]
    kinds = frozenset(kind for stem, sure in slot.items() if sure == 1 for kind in index.kind_words.get(stem, ()))
    worth = max((rarity for _, _, rarity in known), default=_rarity(index, 0))
    if kinds and not known:
        worth = _rarity(index, sum(entry.kind in kinds for entry in index.entries))
    worth = next((rarity for sure, _, rarity in known if sure == 1), worth)
    best: dict[int, tuple[float, str]] = {}
    for sure, stem, rarity in known:
        for number, weight in index.places[stem]:
            said = weight / STEPS
            score = sure * min(worth, rarity) * said * (SATURATION + 1) / (said + SATURATION)
            if number not in best or score > best[number][0]:
                best[number] = score, stem
    return _Match(worth, best, kinds)


def _rarity(index: Index, count: int) -> float:
    return math.log(1 + (len(index.entries) - count + 0.5) / (count + 0.5))


def _add_title(index: Index, found: Found, asked: Name) -> Found:
    """Let an entry count more, the more its title is what was asked, and most if it is called just that."""
    title = set(index.names[found.number][0].stems)
    share = len(title.intersection(found.stems)) / max(len(title), len(asked.stems), 1)
    gain = TITLED * share * share
    for words, stems in index.names[found.number]:
        if stems == asked.stems:
            gain = max(gain, TITLED + NAMED + (SPELT if words == asked.words else 0))
        elif all(stem in asked.stems for stem in stems):
            gain = max(gain, HELD * len(stems) / len(asked.stems))
    return found._replace(score=found.score * (1 + gain))


def name_nearest(index: Index, query: str) -> Mapping[str, str]:
    """Give words that the query probably meant, by the word that the handbook does not know."""
    found = {}
    for word in dict.fromkeys(word.text for word in part_words(query)):
        if word in index.reader.stop_words or index.knows(index.reader.stem(word)):
            continue
        alike = find_alike(index, word)
        if alike:
            stem = max(alike, key=lambda pair: len(index.places[pair[0]]))[0]
            found[word] = index.forms[stem][0]
    return found
