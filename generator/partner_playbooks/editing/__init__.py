"""Content changed for its editors: new things, and new ids. Texts in, edits out; only the places meant are touched."""

from __future__ import annotations

from partner_playbooks.editing.adding import Added, Wish, add, target
from partner_playbooks.editing.mentions import words_like
from partner_playbooks.editing.renaming import rename
from partner_playbooks.editing.showing import Difference, differences
from partner_playbooks.editing.things import NAMES, Thing, find, things
from partner_playbooks.editing.verifying import new_findings, refuse_if_worse, unread
from partner_playbooks.language.splicing import Rewrite

__all__ = [
    "NAMES",
    "Added",
    "Difference",
    "Rewrite",
    "Thing",
    "Wish",
    "add",
    "differences",
    "find",
    "new_findings",
    "refuse_if_worse",
    "rename",
    "target",
    "things",
    "unread",
    "words_like",
]
