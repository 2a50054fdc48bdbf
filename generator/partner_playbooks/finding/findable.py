"""All that an edition gives to whoever looks for something in it: people who search, and programs that read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic_core import to_json

from partner_playbooks.finding.handbook_data import build_data_schema, describe_handbook, describe_kind
from partner_playbooks.finding.indexing import index_edition
from partner_playbooks.finding.plain_pages import write_page_list, write_plain_pages, write_whole
from partner_playbooks.pages.parts.addresses import is_of_records
from partner_playbooks.pages.parts.writers import EditionWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.finding.index import Index
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.theme import Theme

PAGE_LIST, WHOLE = "llms.txt", "llms-full.txt"
DATA = "data"


@dataclass(frozen=True, slots=True)
class Findable:
    """What is written beside the pages of an edition, each part when it is asked for: a large one takes much memory."""

    handbook: Handbook
    """Of the edition."""
    theme: Theme
    """Its words."""
    pages: Sequence[Page]
    """The pages that are published; their search may know partners by name."""
    told: Sequence[Page]
    """The same pages as programs may read them: with nothing that records say."""

    def write_plain(self) -> tuple[dict[str, str], dict[str, str]]:
        """Give the pages as plain Markdown, and their lists, by where they stand in the site."""
        plain = write_plain_pages(self._single)
        summary = self._edition.messages.say("search.summary")
        lists = {PAGE_LIST: write_page_list(self.handbook.programme.name, summary, plain), WHOLE: write_whole(plain)}
        return {place: page.text for place, page in plain.items()}, lists

    def write_data(self) -> dict[str, str]:
        """Give the data of its kinds, of all together and their schema, by where they stand in the site."""
        whole = describe_handbook(self._edition)
        files = {f"{DATA}/{kind}.json": describe_kind(whole, kind) for kind in whole["kinds"]}
        files |= {f"{DATA}/handbook.json": whole, f"{DATA}/handbook.schema.json": build_data_schema()}
        return {path: to_json(data, indent=1).decode() + "\n" for path, data in files.items()}

    def index(self) -> Index:
        """Give what its search looks into."""
        of_records = [page for page in self.pages if is_of_records(page.path)]
        return index_edition(self._edition, self.theme, [*self._single, *of_records])

    @property
    def _edition(self) -> EditionWriter:
        return EditionWriter.of(self.handbook, self.theme)

    @property
    def _single(self) -> list[Page]:
        return [page for page in self.told if not page.chapters and not is_of_records(page.path)]
