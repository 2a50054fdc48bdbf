"""Content files that were parsed once: a file of the same bytes is taken from finished work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partner_playbooks.language.source import Document, pack_document, parse_file, restore_document
from partner_playbooks.project.finished_work import FinishedWork, make_key
from partner_playbooks.project.resources import fingerprint_reading

if TYPE_CHECKING:
    from partner_playbooks.language.diagnostics import Diagnostic


@dataclass(slots=True)
class KeptDocuments:
    """What was parsed before, and what is parsed now."""

    finished: FinishedWork
    _new: dict[str, Document] = field(default_factory=dict)
    """What is not kept yet, by its key."""

    def parse(self, file: str, raw: bytes) -> tuple[Document | None, list[Diagnostic]]:
        """Give a file as `parse_file` does."""
        key = make_key(b"document", fingerprint_reading().encode(), raw)
        packed = self.finished.find(key)
        known = None if packed is None else restore_document(file, raw, packed)
        if known is not None:
            return known, []
        document, found = parse_file(file, raw)
        if document is not None and not found:
            self._new[key] = document
        return document, found

    def keep_new(self) -> bool:
        """Keep what was parsed without any finding, and tell whether there was any: for those who also tidy up."""
        for key, document in self._new.items():
            self.finished.keep(key, pack_document(document))
        kept = bool(self._new)
        self._new.clear()
        return kept
