"""PB502: a word on the programme's list of words that must not leave, where partners may read it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.language.confidential import find_confidential
from partner_playbooks.language.diagnostics import Diagnostic
from partner_playbooks.language.text import RichText, list_addresses, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.programme import Programme


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per confidential word in partner-visible text and links, whatever its case and spacing."""
    programme = handbook.programme
    for placed in handbook.list_written() if programme.words_that_must_not_leave else ():
        yield from placed.remember(check, partial(_check_placed, placed, programme), programme)


def _check_placed(placed: Placed, programme: Programme) -> tuple[Diagnostic, ...]:
    settings, found = programme.settings(), []
    for leaf in placed.leaves:
        value = leaf.value
        if not leaf.visible or not isinstance(value, str | RichText):
            continue
        text = value if isinstance(value, str) else _text_of(value, settings)
        for word in find_confidential(programme.words_that_must_not_leave, text):
            message = f'"{word}" must not leave, and partners may read this'
            hint = "reword it, or remove `audience: partner`; the list is in programme.yml"
            found.append(Diagnostic("PB502", message, placed.find(leaf.path, word), hint))
    return tuple(found)


def _text_of(value: RichText, settings: Mapping[str, str]) -> str:
    """Give the words of a text, and where its links lead: a reader sees both."""
    return "\n".join([to_plain(value, value=lambda name: settings.get(name, "")), *list_addresses(value)])
