"""Whoever says things in a language: a catalogue, or a page that says them for its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


class Speaker(Protocol):
    """Says messages of a catalogue."""

    def say(self, key: str, **values: str | int) -> str:
        """Give a message as plain text; `count` chooses between its plural forms."""
        ...


class HandbookSpeaker(Speaker, Protocol):
    """Says them for a handbook, in the forms of its programme."""

    @property
    def language(self) -> str:
        """The language that it speaks."""
        ...

    @property
    def handbook(self) -> Handbook:
        """The handbook that is spoken of."""
        ...


class DatedSpeaker(HandbookSpeaker, Protocol):
    """Writes dates as the programme does, too."""

    def date(self, day: date) -> str:
        """Write a date."""
        ...
