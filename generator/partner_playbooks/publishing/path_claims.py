"""Paths of a site before anything is written: each belongs to one page or file, on any file system."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.parts.download import FOLDER
from partner_playbooks.publishing.staged_files import LIST
from partner_playbooks.publishing.staging import FILES_SCRIPT, PLANS_SCRIPT, RECORDS_SCRIPT, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partner_playbooks.downloads.offers import Offer
    from partner_playbooks.pages.artifact import Page

_OWN = (PLANS_SCRIPT, FILES_SCRIPT, RECORDS_SCRIPT, WRITTEN, f"{FOLDER}/{LIST}")
"""What stands in a site besides pages and files to download."""


def refuse_double_claims(pages: Iterable[Page], offers: Sequence[Offer]) -> None:
    """Refuse a path that two pages or files claim: the later one would overwrite the other.

    Paths that differ only in case, or in how an accent is encoded, are the same to some file systems.

    Raises:
        UserError: it names the path and both owners.
    """
    owners: dict[str, str] = {}
    for path, owner in _claims(pages, offers):
        first = owners.setdefault(unicodedata.normalize("NFC", path).casefold(), owner)
        if first != owner:
            raise UserError(f"{path} is claimed twice: by {first} and by {owner}", "give one of them another id")


def _claims(pages: Iterable[Page], offers: Sequence[Offer]) -> Iterator[tuple[str, str]]:
    for name in _OWN:
        yield name, "the site itself"
    for page in pages:
        yield page.path, f'the page "{page.title}" ({page.path})'
        for former in page.former:
            yield former, f'the page "{page.title}" ({page.path}), once called {former}'
    for offer in offers:
        made_for = f" for {offer.file.partner_type}" if offer.file.partner_type else ""
        yield f"{FOLDER}/{offer.file.path}", f"{offer.place}{made_for} as {offer.file.format}"
