"""The logo as a picture that office programs can show."""

from __future__ import annotations

import json
from functools import lru_cache

import typst

from partner_playbooks.downloads.download_style import SETTINGS
from partner_playbooks.language.diagnostics import UserError

_PNG = b"\x89PNG"
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(json(bytes(sys.inputs.logo))), format: "svg", height: 24pt)"""
_FINE = 600
"""Pixels per inch of that height, so that it is sharp in print."""


@lru_cache(maxsize=4)
def convert_to_png(logo: bytes) -> bytes:
    """Give an SVG or PNG file as PNG.

    Raises:
        UserError: it is neither.
    """
    if logo.startswith(_PNG):
        return logo
    try:
        made = typst.Compiler(ignore_system_fonts=True).compile(
            _PAGE, format="png", ppi=_FINE, sys_inputs={"logo": json.dumps(list(logo))}
        )
    except typst.TypstError as error:
        message = f"theme/{SETTINGS}: the logo is neither SVG nor PNG: {error.message}"
        raise UserError(message, "save it as one of these") from None
    return made if isinstance(made, bytes) else b""
