"""The part of a theme that pages are made of. The caller reads the files; nothing here touches the disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates and words."""

    templates: Mapping[str, str]
    """File name in theme/pages, such as `stage.md.jinja` → its source."""
    messages: Mapping[str, Mapping[str, Any]]
    """Language → the catalogue of theme/messages, parsed: nested mappings whose leaves are text."""
    charts: Mapping[str, str] = field(default_factory=dict)
    """File name in theme/charts, such as `bars.svg.jinja` → its source."""
