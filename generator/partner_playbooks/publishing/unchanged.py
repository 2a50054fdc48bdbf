"""Whether sites would come out as they stand: then nothing is checked, rendered or published again.

What a build was made of, and the state of the files that it left, are kept with finished work. Sites are left alone if
both are the same; whatever else is the case, they are built.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.project.finished_work import make_key
from partner_playbooks.project.inputs import list_inputs
from partner_playbooks.project.revisions import describe_history
from partner_playbooks.project.snapshots import find_snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from partner_playbooks.handbook.model.base import Audience
    from partner_playbooks.project.folder import Project


@dataclass(frozen=True, slots=True)
class FormerBuild:
    """A build of the same sites, whose inputs are named by a key."""

    project: Project
    key: str | None
    """None where nobody can tell what they are made of."""
    sites: Mapping[Audience, Path]

    @classmethod
    def of(
        cls,
        project: Project,
        sites: Mapping[Audience, Path],
        today: date,
        snapshot: Path | None,
        said: Sequence[object],
    ) -> FormerBuild:
        """Name all that sites are made of.

        Args:
            project: Whose sites they are.
            sites: Where each edition's stands.
            today: The day on which they are built.
            snapshot: Another snapshot than the project's own.
            said: What else was asked of the build.

        Raises:
            UserError: history or snapshot cannot be read.
        """
        inputs = list_inputs(project, today)
        if inputs is None:
            return cls(project, None, sites)
        places = [(name.value, str(path)) for name, path in sites.items()]
        inputs.append(repr([*said, describe_history(project), *places]).encode())
        records = find_snapshot(project, snapshot)
        inputs.append(b"" if records is None else records.name.encode() + records.read_bytes())
        return cls(project, make_key(*inputs), sites)

    def find_findings(self) -> str | None:
        """Give what was found in its content, if its sites stand as it left them; None if they have to be built."""
        kept = None if self.key is None else self.project.finished.find(self.key)
        if kept is None:
            return None
        with suppress(ValueError, KeyError, TypeError, OSError):  # written by nobody we know; changed at this moment
            known = json.loads(kept)
            if known["stands"] == self._describe_sites():
                return str(known["findings"])
        return None

    def keep(self, findings: str) -> None:
        """Keep what was found in content, and how the sites stand now."""
        if self.key is not None:
            stands = self._describe_sites()
            self.project.finished.keep(self.key, json.dumps({"findings": findings, "stands": stands}).encode())

    def _describe_sites(self) -> dict[str, str]:
        return {name.value: _describe_files(site) for name, site in self.sites.items()}


def _describe_files(site: Path) -> str:
    """Give a digest of the names, sizes and times of all files of a site."""
    told = [str(os.lstat(site).st_mode)] if site.exists() else []
    for folder, _, names in os.walk(site):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - quick, and asked of every file
            status = os.lstat(path)
            told.append(f"{path[len(str(site)) :]} {status.st_mode} {status.st_size} {status.st_mtime_ns}")
    return make_key("\n".join(sorted(told)).encode())
