"""Files that are written whole, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place in one step; a link that stands there is replaced, and not followed.

    Raises:
        OSError: it cannot be done; what stood there stands.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(content)
        os.replace(fresh, path)  # noqa: PTH105 - os.replace says what is meant: the old file or the new one
    finally:
        fresh.unlink(missing_ok=True)
