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
    from collections.abc import Mapping, Sequence

    from partner_playbooks.finding.index import Index
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.theme import Theme

PAGE_LIST, WHOLE = "llms.txt", "llms-full.txt"
DATA = "data"


@dataclass(frozen=True, slots=True)
class Findable:
    """What is written beside the pages of an edition."""

    index: Index
    """What its search looks into."""
    plain: Mapping[str, str]
    """Pages as plain Markdown, by where they stand in the site."""
    files: Mapping[str, str]
    """Its data and its lists of pages, by where they stand in the site."""

    @classmethod
    def of(cls, handbook: Handbook, theme: Theme, pages: Sequence[Page], told: Sequence[Page]) -> Findable:
        """Make it of a handbook of an edition.

        Args:
            handbook: Of the edition.
            theme: Its words.
            pages: The pages that are published; their search may know partners by name.
            told: The same pages as programs may read them: with nothing that records say.
        """
        edition = EditionWriter.of(handbook, theme)
        single = [page for page in told if not page.chapters and not is_of_records(page.path)]
        of_records = [page for page in pages if is_of_records(page.path)]
        plain = write_plain_pages(single)
        whole = describe_handbook(edition)
        files = {f"{DATA}/{kind}.json": describe_kind(whole, kind) for kind in whole["kinds"]}
        files |= {f"{DATA}/handbook.json": whole, f"{DATA}/handbook.schema.json": build_data_schema()}
        return cls(
            index_edition(edition, theme, [*single, *of_records]),
            {place: page.text for place, page in plain.items()},
            {
                PAGE_LIST: write_page_list(handbook.programme.name, edition.messages.say("search.summary"), plain),
                WHOLE: write_whole(plain),
                **{path: to_json(data, indent=1).decode() + "\n" for path, data in files.items()},
            },
        )
