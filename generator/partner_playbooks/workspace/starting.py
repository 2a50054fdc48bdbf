"""Start another organisation's handbook: copy content and configuration, never the theme.

The packaged theme keeps arriving with each version; a project's own `theme/` need hold only what differs.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from partner_playbooks import resources
from partner_playbooks.diagnostics import UserError
from partner_playbooks.schemas import FOLDER
from partner_playbooks.workspace.editors import wanted_schemas, write_settings
from partner_playbooks.workspace.litter import is_litter, is_passed_over
from partner_playbooks.workspace.project import CONFIG, Project
from partner_playbooks.workspace.vendoring import make_generator_files

if TYPE_CHECKING:
    from pathlib import Path

_IGNORED = "/site/\n/preview/\n/public/\n!/vendor/\n!/vendor/*.whl\n"
"""What is built stays out of the repository; what builds it stays in, whatever a machine's own settings leave out."""


def start(folder: Path, *, minimal: bool) -> None:
    """Fill `folder` with a programme to adapt, or with a skeleton.

    Raises:
        UserError: the folder already holds something besides `.git`, or no handbook can carry the generator that is
            installed here; nothing was touched.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UserError(f"{folder} is no folder", "name a new one")
    if folder.exists() and any(path.name != ".git" for path in folder.iterdir()):
        raise UserError(f"{folder} is not empty", "name a new folder")
    generator = make_generator_files()
    source = resources.skeleton() if minimal else resources.shipped()
    shutil.copytree(source / "content", folder / "content", ignore=lambda _, names: set(filter(is_passed_over, names)))
    shutil.copyfile(resources.shipped() / CONFIG, folder / CONFIG)
    shutil.copytree(resources.kit(), folder, dirs_exist_ok=True, ignore=lambda _, names: set(filter(is_litter, names)))
    for name, raw in generator.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(raw)
    (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8", newline="\n")
    wanted_schemas(Project(folder), folder / FOLDER).write()
    write_settings(folder)
