"""A Typst template in a file, which is set with one set of data after the other."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import typst

from partner_playbooks.downloads.page_fit import choose_squeeze, read_ends

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.downloads.download_style import TemplatePlace
    from partner_playbooks.downloads.page_fit import End

_TOLD = "sys.inputs"
"""How a template of a project's own may still ask for data."""
EPOCH = 0
"""When every file says that it was made, so that the same content gives the same bytes."""


class TypstTemplate:
    """A template in a file, beside all that it may read, and fonts.

    The engine can be asked about what it has just set only if that came from a file: about a text, it sets that again.
    Data come in a file too. Where they come with an order instead, all is set anew; of a file, only what it changes: so
    what the plans for two partner types have in common is set once.
    """

    def __init__(self, source: str, place: TemplatePlace, folders: Sequence[str]) -> None:
        """Open it.

        Raises:
            UserError: there is no room for its file.
        """
        path, fonts = place.put(source), open_fonts(folders, embedded=True)
        self._compiler = typst.Compiler(
            str(path),
            str(path.parent),
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=str(path / "none"),  # a package is nothing of the theme: nobody would see it change
            package_cache_path=str(path / "none"),
        )
        self._place = place
        self._is_told = _TOLD in source

    def fit(self, data: Mapping[str, Any]) -> bytes:
        """Give the PDF file with a little less room or more, where a few lines would stand alone on a last page.

        Raises:
            typst.TypstError: the template is at fault.
            UserError: there is no room for the data.
        """
        written: dict[float, bytes] = {}

        def find_ends(squeeze: float) -> tuple[End, ...]:
            """Find it by laying the pages out; what comes with an order, which is for a file alone, is written."""
            sized = {**data, "squeeze": squeeze}
            if self._is_told:
                written[squeeze] = self._write(sized)
            else:
                self._give(sized)
            try:
                return read_ends(self._compiler.query("<end>", field="value"))
            except RuntimeError:
                self._write(sized)  # this tells what is at fault, and where
                raise

        squeeze = choose_squeeze(find_ends)
        return written.get(squeeze) or self._write({**data, "squeeze": squeeze})

    def _write(self, data: Mapping[str, Any]) -> bytes:
        text = self._give(data)
        pdf = self._compiler.compile(
            sys_inputs={"data": text} if self._is_told else {},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=EPOCH,
        )
        return pdf if isinstance(pdf, bytes) else b""

    def _give(self, data: Mapping[str, Any]) -> str:
        """Put data where templates read it, and give what stands there."""
        text = json.dumps(data, ensure_ascii=False)
        self._place.give(text)
        return text


@lru_cache(maxsize=8)
def open_template(source: str, place: TemplatePlace, folders: tuple[str, ...]) -> TypstTemplate:
    """Give a template, which is used again: reading fonts takes longer than making a file.

    Args:
        source: Its text.
        place: Where it gets its file.
        folders: With fonts.

    Raises:
        UserError: as above.
    """
    return TypstTemplate(source, place, folders)


def open_fonts(folders: Sequence[str], *, embedded: bool) -> typst.Fonts:
    """Give the fonts in folders, and those that Typst has with it or not."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=embedded, font_paths=list(folders))
