"""ZIP files that hold nothing but their content: no time, no owner."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIME = (2000, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
_UNIX = 3


def pack_archive(files: Mapping[str, bytes]) -> bytes:
    """Give an archive of files by their names, in that order; the same files give the same bytes."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, raw in files.items():
            entry = ZipInfo(name, _TIME)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, _MODE, _UNIX
            archive.writestr(entry, raw)
    return out.getvalue()


def strip_times(raw: bytes) -> bytes:
    """Give an archive without the time at which it was made."""
    with ZipFile(io.BytesIO(raw)) as archive:
        return pack_archive({name: archive.read(name) for name in archive.namelist()})
