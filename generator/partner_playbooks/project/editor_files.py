"""What an editor needs beside a project's content: the schemas, and settings that say which is for which files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from partner_playbooks.checks import examination
from partner_playbooks.handbook import schemas
from partner_playbooks.project.folder import read_content
from partner_playbooks.project.generated import Generated
from partner_playbooks.project.whole_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from partner_playbooks.project.folder import Project

_EXTENSION = "redhat.vscode-yaml"


def list_wanted_schemas(project: Project, folder: Path) -> Generated:
    """Give the schema files that the folder should hold; content at fault gives the ids that can be read."""
    handbook = examination.read_handbook(*read_content(project)).handbook
    return Generated(folder, schemas.build_schemas(schemas.list_known_ids(handbook)), schemas.NOTICE)


def list_stale_settings(root: Path) -> list[str]:
    """Name the files in `.vscode/` that are missing or outdated.

    Settings with a line of one's own are one's own, and so is what stands behind a link.
    """
    return [name for name, content in _settings().items() if _is_stale(root / name, content)]


def write_settings(root: Path) -> int:
    """Write what is missing or outdated in `.vscode/`; give the number of changes."""
    stale = list_stale_settings(root)
    for name in stale:
        (root / name).parent.mkdir(exist_ok=True)
        write_whole(root / name, _text(_settings()[name]).encode())
    return len(stale)


def _settings() -> dict[str, dict[str, object]]:
    return {
        ".vscode/extensions.json": {"recommendations": [_EXTENSION]},
        ".vscode/settings.json": schemas.build_editor_settings(),
    }


def _is_stale(path: Path, content: dict[str, object]) -> bool:
    if path.is_symlink() or path.parent.is_symlink() or path.is_dir():
        return False
    if not path.exists():
        return True
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:  # comments, say: somebody wrote it by hand
        return False
    return isinstance(written, dict) and written.keys() <= content.keys() and written != content


def _text(content: dict[str, object]) -> str:
    return json.dumps(content, indent=2, sort_keys=True) + "\n"
