"""The index of an edition, made of its pages and of what the handbook holds."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from partner_playbooks.finding.entries import list_entries
from partner_playbooks.finding.index import build_index
from partner_playbooks.finding.words import WordReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.finding.index import Index
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.writers import EditionWriter
    from partner_playbooks.pages.theme import Theme


def index_edition(edition: EditionWriter, theme: Theme, pages: Sequence[Page]) -> Index:
    """Index all that readers of an edition can find.

    Args:
        edition: What its handbook does not hold, nobody finds.
        theme: Its catalogues know which words say nothing, and what else pages are called.
        pages: All pages of the edition.
    """
    handbook = edition.handbook
    language = handbook.programme.language_of_content
    known = theme.messages.get(language, {}).get("search", {})
    stop_words = known.get("stop_words", "")
    hurried = stop_words.replace("'", "")  # as they are typed in a hurry
    reader = WordReader(language, frozenset([*stop_words.split(), *hurried.split()]))
    same = [each.words for each in handbook.programme.same_words]
    terms = [(term.title, term.abbreviation) for term in handbook.terms if term.abbreviation is not None]
    return build_index(list_entries(edition, pages), reader, chain(same, terms), known.get("kind_words", {}))
