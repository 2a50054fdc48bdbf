"""Start another organisation's handbook: copy content and configuration, never the theme.

The packaged theme keeps arriving with each version; a project's own `theme/` need hold only what differs.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from partner_playbooks import __version__, resources
from partner_playbooks.diagnostics import UserError
from partner_playbooks.schemas import FOLDER
from partner_playbooks.workspace.editors import wanted_schemas, write_settings
from partner_playbooks.workspace.litter import is_passed_over
from partner_playbooks.workspace.project import CONFIG, Project

if TYPE_CHECKING:
    from pathlib import Path

_README = """# Our partner handbook

The handbook is written in `content/`; start with `content/programme.yml`.

    playbooks check    # every mistake, with its line and a way out
    playbooks serve    # preview; rebuilds when a file is saved
    playbooks build    # write site/internal
    playbooks build --edition all    # and site/partner, which holds only what is marked `audience: partner`

`.github/` and `.gitlab-ci.yml` check every pull or merge request, show what readers will see, and publish the partner
edition; delete the one that your host does not need. The internal edition is published nowhere by itself.

`schemas/` and `.vscode/` let an editor offer fields, values and ids, and show what each is for; `playbooks schema`
refreshes them.

To change the look, put a file of the same name in `theme/`: it hides the one that comes with the package.
"""
_IGNORED = "/site/\n/preview/\n/public/\n"


def start(folder: Path, *, minimal: bool) -> None:
    """Fill `folder` with a programme to adapt, or with a skeleton.

    Raises:
        UserError: the folder already holds something besides `.git`; nothing was touched.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UserError(f"{folder} is no folder", "name a new one")
    if folder.exists() and any(path.name != ".git" for path in folder.iterdir()):
        raise UserError(f"{folder} is not empty", "name a new folder")
    source = resources.skeleton() if minimal else resources.shipped()
    shutil.copytree(source / "content", folder / "content", ignore=lambda _, names: set(filter(is_passed_over, names)))
    shutil.copyfile(resources.shipped() / CONFIG, folder / CONFIG)
    (folder / "README.md").write_text(_README, encoding="utf-8", newline="\n")
    shutil.copytree(resources.kit(), folder, dirs_exist_ok=True)
    (folder / "requirements.txt").write_text(f"partner-playbooks=={__version__}\n", encoding="utf-8", newline="\n")
    (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8", newline="\n")
    wanted_schemas(Project(folder), folder / FOLDER).write()
    write_settings(folder)
