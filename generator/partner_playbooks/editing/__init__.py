"""Content changed for its editors: new things, and new ids. Texts in, edits out; only the places meant are touched."""

from __future__ import annotations

from partner_playbooks.editing.adding import Addition, AdditionRequest, add_thing, find_target
from partner_playbooks.editing.identified import NAMES, Identified, find_thing, list_things
from partner_playbooks.editing.mentions import find_words_like
from partner_playbooks.editing.migrating import Migration, find_version, lift_file, migrate_content
from partner_playbooks.editing.renaming import rename_thing
from partner_playbooks.editing.showing import Difference, list_differences
from partner_playbooks.editing.verifying import find_unread, list_new_findings, refuse_if_worse
from partner_playbooks.language.splicing import Rewrite

__all__ = [
    "NAMES",
    "Addition",
    "AdditionRequest",
    "Difference",
    "Identified",
    "Migration",
    "Rewrite",
    "add_thing",
    "find_target",
    "find_thing",
    "find_unread",
    "find_version",
    "find_words_like",
    "lift_file",
    "list_differences",
    "list_new_findings",
    "list_things",
    "migrate_content",
    "refuse_if_worse",
    "rename_thing",
]
