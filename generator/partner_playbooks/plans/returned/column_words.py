"""What people call the columns of a plan, and what they write into them, in the languages that the package ships.

A workbook carries the words that it was made with; these are the others. A test holds them to the catalogues, and sees
that no word has two meanings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.role import Side
from partner_playbooks.plans.state import Status
from partner_playbooks.plans.texts import clean_text

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "ids", "key", "task id", "kennung", "aufgaben id", "aufgabenkennung", "schlüssel"),
    "milestone": ("milestone", "milestones", "meilenstein", "meilensteine"),
    "task": (
        *("task", "tasks", "task title", "to do", "todo", "action", "actions", "action item", "activity", "title"),
        *("aufgabe", "aufgaben", "titel", "maßnahme", "tätigkeit", "was ist zu tun"),
    ),
    "side": ("side", "seite", "party", "partei"),
    "who": (
        *("who", "owner", "owners", "responsible", "assigned to", "assignee", "person responsible", "by whom"),
        *("wer", "verantwortlich", "verantwortliche", "verantwortlicher", "zuständig", "eigner", "bearbeiter"),
    ),
    "due": (
        *("due", "due date", "due on", "due day", "due by", "deadline", "by when", "target date"),
        *("fällig", "fällig am", "fälligkeit", "fälligkeitsdatum", "termin", "frist", "bis", "bis wann"),
    ),
    "status": (
        *("status", "state", "task status", "task state", "current status", "statuses", "standing"),
        *("stand", "zustand", "bearbeitungsstand", "aktueller stand"),
    ),
    "done-on": (
        *("done on", "date done", "done date", "completed on", "date completed", "completion date", "finished on"),
        *("finish date", "actual date", "closed on", "done", "completed", "finished"),
        *("erledigt am", "fertig am", "abgeschlossen am", "erledigt", "fertig", "abgeschlossen", "erledigungsdatum"),
    ),
    "note": (
        *("note", "notes", "comment", "comments", "remark", "remarks", "my notes", "our notes"),
        *(
            "notiz",
            "notizen",
            "anmerkung",
            "anmerkungen",
            "bemerkung",
            "bemerkungen",
            "kommentar",
            "kommentare",
            "hinweis",
        ),
    ),
    "done-when": (
        *("done when", "definition of done", "acceptance criteria", "done if", "completed when"),
        *("erledigt, wenn", "erledigt wenn", "fertig wenn", "fertig, wenn", "abnahmekriterium"),
    ),
    "after": ("after", "only after", "depends on", "prerequisites", "nach", "erst nach", "voraussetzungen"),
    "day": ("day", "plan day", "tag", "plantag"),
    "when": ("when", "wann"),
    "test": (
        "what must be true",
        "exit test",
        "exit tests",
        "exit criterion",
        "was gelten muss",
        "abschlusstest",
        "test",
    ),
    "role": ("role", "roles", "function", "rolle", "rollen", "funktion"),
    "name": ("name", "names", "person", "full name", "namen", "ansprechpartner"),
    "contact": ("contact", "contacts", "email", "e mail", "mail", "phone", "kontakt", "kontakte", "telefon"),
    "for": ("for", "for whom", "partner types", "für", "für wen", "partnertypen"),
    "tiers": ("tiers",),
    "counted": ("counted from",),
    "support": ("support", "with", "together with", "mit", "zusammen mit"),
    "begins": ("begins", "from", "earliest", "ab", "frühestens"),
    "duration": ("duration", "dauer"),
    "recurrence": ("recurrence",),
}
"""Headings by the column that they stand for. “Done” may hold dates as well as ticks."""

STATUSES: Mapping[Status, tuple[str, ...]] = {
    Status.OPEN: (
        *(
            "open",
            "not started",
            "not done",
            "not yet",
            "to do",
            "todo",
            "no",
            "n",
            "false",
            "0",
            "☐",
            "□",
            "-",
            "–",  # noqa: RUF001 - as typed
            "—",
        ),
        *("offen", "nicht begonnen", "nicht erledigt", "noch nicht", "noch offen", "nein", "falsch", "0 %", "0%"),
    ),
    Status.DOING: (
        *("doing", "in progress", "started", "ongoing", "under way", "underway", "wip", "work in progress", "begun"),
        *("in arbeit", "in bearbeitung", "begonnen", "angefangen", "laufend", "läuft"),
    ),
    Status.DONE: (
        *(
            "done",
            "complete",
            "completed",
            "finished",
            "closed",
            "yes",
            "y",
            "true",
            "ok",
            "okay",
            "met",
            "passed",
            "x",
            "1",
        ),
        *("✓", "✔", "✅", "☑", "☒", "🗹", "🗸", "√", "100 %", "100%", "ticked", "х", "×"),  # noqa: RUF001 - as typed
        *("erledigt", "fertig", "abgeschlossen", "ja", "j", "wahr", "erfüllt", "bestanden", "gemacht", "getan"),
    ),
    Status.STUCK: (
        *("stuck", "blocked", "on hold", "waiting", "delayed", "at risk"),
        *("blockiert", "festgefahren", "hängt", "steckt fest", "wartet", "angehalten", "gestoppt"),
    ),
    Status.DROPPED: (
        *("dropped", "not needed", "not required", "not applicable", "n/a", "na", "cancelled", "canceled", "obsolete"),
        *("entfällt", "nicht nötig", "nicht notwendig", "nicht erforderlich", "gestrichen", "hinfällig", "storniert"),
    ),
}
"""Common words for how far something is."""

SIDES: Mapping[Side, tuple[str, ...]] = {
    Side.VENDOR: ("vendor", "hersteller", "anbieter"),
    Side.PARTNER: ("partner",),
    Side.CUSTOMER: ("customer", "client", "kunde"),
}
"""What the sides are called."""

_BLANKS = re.compile(r"[\s_\-\u00ad]+")
_ENDS = " .:;*!?#()[]\u200e\u200f"
_PRESENTATION = re.compile("[\ufe0e\ufe0f]")


def normalize_heading(text: str) -> str:
    """Give a heading as headings are compared: `Done_on:` and `DONE  ON` are `done on`."""
    return _BLANKS.sub(" ", clean_text(text).casefold()).strip(_ENDS)


def normalize_word(text: str) -> str:
    """Give what stands in a cell as words are compared."""
    bare = _PRESENTATION.sub("", clean_text(text)).casefold()
    return " ".join(bare.split()).strip(" .!;,\u200e\u200f") or bare.strip()


COLUMN_OF = {normalize_heading(heading): column for column, headings in HEADINGS.items() for heading in headings}
STATUS_OF = {normalize_word(word): status for status, words in STATUSES.items() for word in words}
