"""Whether sites would come out as they stand: then nothing is checked, rendered or published again.

What a build was made of, and the state of the files that it left, are kept with finished work. Sites are left alone if
both are the same; whatever else is the case, they are built.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partner_playbooks.project.finished_work import make_key
from partner_playbooks.project.inputs import list_inputs
from partner_playbooks.project.revisions import describe_history
from partner_playbooks.project.snapshots import find_snapshot
from partner_playbooks.publishing.linked_files import find_file_mode

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
    state: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    """When its files were written: one that was changed, and changed back, is another one at the end of a build."""

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
        state = project.state(*([] if snapshot is None else [snapshot]))
        inputs = list_inputs(project, today)
        if inputs is None:
            return cls(project, None, sites)
        places = [(name.value, os.path.realpath(path)) for name, path in sites.items()]
        inputs.append(repr([*said, describe_history(project), find_file_mode(), *places]).encode())
        records = find_snapshot(project, snapshot)
        inputs.append(b"" if records is None else os.fsencode(records.name) + records.read_bytes())
        return cls(project, make_key(*inputs), sites, state)

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
    """Give a digest of the names and modes of all that is in a site, and of the sizes and times of its files."""
    told = [str(os.lstat(site).st_mode)] if site.exists() else []
    for folder, folders, files in os.walk(site):
        for name in (*folders, *files):
            path = os.path.join(folder, name)  # noqa: PTH118 - quick, and asked of every file
            status = os.lstat(path)
            times = "" if stat.S_ISDIR(status.st_mode) else f" {status.st_size} {status.st_mtime_ns}"
            told.append(f"{path[len(str(site)) :]} {status.st_mode}{times}")
    return make_key(os.fsencode("\n".join(sorted(told))))
