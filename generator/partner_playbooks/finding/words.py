"""Words as search sees them: folded, parted, and without their endings. `searchwords.js` does the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Callable

_IDEOGRAPHS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that write words without blanks between them: each sign counts as a word."""
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|(?:(?![{_IDEOGRAPHS}])[^\W_])+(?:'(?:(?![{_IDEOGRAPHS}])[^\W_])+)*")
_IDEOGRAPH, _LETTERS = re.compile(f"[{_IDEOGRAPHS}]"), re.compile(r"[^\W_]+(?:'[^\W_]+)*")
"""A text without such signs has but words of letters, which are found sooner so."""
_HYPHENS = dict.fromkeys(range(0x2010, 0x2014), "-")
_QUOTES = dict.fromkeys([0x2018, 0x2019, 0x2BC, 0x2032, 0x60, 0xB4], "'")
_UNSEEN = dict.fromkeys([0xAD, 0x200B])
_FOLDED = {**_HYPHENS, **_QUOTES, **_UNSEEN}
_PLURAL = re.compile(r"\b([A-Z]{2,})s\b")
"""An abbreviation in the plural, as `MSPs`."""
STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Language → the algorithm that takes endings off, as Snowball calls it."""


class Word(NamedTuple):
    """A word of a text."""

    text: str
    """As it is compared: small letters, plain quotes."""
    is_hyphened: bool
    """Whether a hyphen alone stands between it and the word before."""


def part_words(text: str) -> list[Word]:
    """Part a text into its words, in their order; signs between them are left out."""
    return _part_folded(_fold(text))


def _part_folded(folded: str) -> list[Word]:
    found: list[Word] = []
    end = 0
    for match in _choose_pattern(folded).finditer(folded):
        found.append(Word(match[0], bool(found) and folded[end : match.start()] == "-"))
        end = match.end()
    return found


def _fold(text: str) -> str:
    return _PLURAL.sub(r"\1", unicodedata.normalize("NFKC", text).translate(_FOLDED)).lower()


def _choose_pattern(folded: str) -> re.Pattern[str]:
    return _WORD if _IDEOGRAPH.search(folded) else _LETTERS


def strip_marks(word: str) -> str:
    """Leave accents and dots out: `größe` as `große`."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")


@dataclass(frozen=True, slots=True)
class WordReader:
    """Reads the words of one language."""

    language: str
    """The language of content: `en`, or `pt-BR`."""
    stop_words: frozenset[str] = frozenset()
    """Words that say nothing of what a text is about."""
    _stem: Callable[[str], str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Choose the algorithm; a language without one keeps its endings."""
        object.__setattr__(self, "_stem", _find_stemmer(self.language.partition("-")[0]))

    def stem(self, word: str) -> str:
        """Give what a folded word shares with its other forms."""
        return self._stem(word)

    def keep_counting(self, words: list[str]) -> list[str]:
        """Give the words of a query or a name that count; all of them where none would."""
        return [word for word in words if word not in self.stop_words] or words

    def read(self, text: str, *, whole: bool = False) -> tuple[tuple[str, str], ...]:
        """Give the words of a text that count, each with its stem; parts with hyphens between them once more as one.

        `co-sell` is `co`, `sell` and `cosell`. In a name, which is read `whole`, every word counts.
        """
        left_out, stem = frozenset() if whole else self.stop_words, self._stem
        return tuple((form, stem(form)) for form, sure in _list_forms(text) if sure or form not in left_out)


@lru_cache(1 << 15)
def _list_forms(text: str) -> tuple[tuple[str, bool], ...]:
    """Give the words of a text and, after those with hyphens between them, all of these as one, which counts surely."""
    folded = _fold(text)
    if "-" not in folded:
        return tuple((word, False) for word in _choose_pattern(folded).findall(folded))
    found: list[tuple[str, bool]] = []
    run: list[str] = []
    for word in (*_part_folded(folded), Word("", is_hyphened=False)):
        if not word.is_hyphened:
            found += [("".join(run), True)] if len(run) > 1 else []
            run = []
        run.append(word.text)
        found.append((word.text, False))
    return tuple(found[:-1])


@cache
def _find_stemmer(language: str) -> Callable[[str], str]:
    name = STEMMERS.get(language)
    without_ending = None if name is None else snowballstemmer.stemmer(name).stemWord

    @cache
    def stem(word: str) -> str:
        return strip_marks(word if without_ending is None else without_ending(word)) or word

    return stem
