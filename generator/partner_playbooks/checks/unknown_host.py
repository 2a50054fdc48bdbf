"""PB209: a repository whose host is neither named nor told by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.repository import Host
from partner_playbooks.language.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding for the programme's repository, if nobody could say how its host writes addresses."""
    repository = handbook.programme.repository
    for placed in handbook.list_written("programme"):
        if repository is not None and repository.known_host is None:
            message = f'which host "{repository.url}" is on does not show in its address'
            hint = f"add `host:` with one of {', '.join(Host)}"
            yield Diagnostic("PB209", message, placed.span("repository", "url"), hint)
