"""Start another organisation's handbook: copy content and configuration, never the theme.

The packaged theme keeps arriving with each version; a project's own `theme/` need hold only what differs.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from partner_playbooks.handbook.schemas import FOLDER
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project import resources
from partner_playbooks.project.editor_files import list_wanted_schemas, write_settings
from partner_playbooks.project.folder import CONFIG, Project
from partner_playbooks.project.litter import is_litter, is_passed_over
from partner_playbooks.project.vendoring import make_generator_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_GUIDES = "content/guides"
"""How to edit a handbook: of as much use in a skeleton as in a full programme."""
_READ_ME, _HANDBOOK = "README.md", "HANDBOOK.md"
_SHARED = frozenset({_READ_ME, ".gitignore"})
"""Files that a new repository often begins with: the one stays, ours gets another name; the other gets our lines."""
_IGNORED = (
    "/.venv/\n/site/\n/preview/\n/public/\n/records/\n/snapshot.json\n/figures.csv\n/figures.parquet\n/archive/\n"
    "!/vendor/\n!/vendor/*.whl\n"
)
"""What is built stays out, and so do records; what builds it stays in, whatever a machine's own settings leave out."""


def start_handbook(folder: Path, *, minimal: bool) -> str:
    """Fill `folder` with a programme to adapt, or with a skeleton; what is there already stays as it is.

    Gives the name under which the handbook's README.md was written.

    Raises:
        UserError: the folder holds something that a file of the handbook would take the place of, or no handbook can
            carry the generator that is installed here; nothing was touched.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UserError(f"{folder} is no folder", "name a new one")
    _refuse_taken(folder, ("content",))
    generator = make_generator_files()
    with TemporaryDirectory() as made:
        fresh = Path(made)
        _write(fresh, generator, minimal=minimal)
        ours = [path.relative_to(fresh) for path in sorted(fresh.rglob("*")) if path.is_file()]
        _refuse_taken(folder, [path for path in ours if path.name not in _SHARED])
        read_me = _HANDBOOK if (folder / _READ_ME).exists() else _READ_ME
        if read_me == _HANDBOOK:
            _refuse_taken(folder, (read_me,))
        for path in ours:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            if path.name == ".gitignore" and (folder / path).is_file():
                _add_lines(folder / path, _IGNORED)
            else:
                shutil.copyfile(fresh / path, folder / (read_me if path == Path(_READ_ME) else path))
    return read_me


def _add_lines(file: Path, lines: str) -> None:
    """Add the lines that a file does not have."""
    text = file.read_text(encoding="utf-8", errors="surrogateescape")
    missing = [line for line in lines.splitlines() if line not in text.splitlines()]
    text += ("" if text.endswith("\n") or not text else "\n") + "".join(f"{line}\n" for line in missing)
    file.write_text(text, encoding="utf-8", errors="surrogateescape", newline="\n")


def _refuse_taken(folder: Path, names: Iterable[str | Path]) -> None:
    """Refuse a folder in which something stands in the place of a file, or of a folder that it goes into."""
    for name in names:
        for path in (folder / name, *(folder / above for above in list(Path(name).parents)[:-1])):
            if path.is_symlink() or path.is_file() or (path == folder / name and path.exists()):
                hint = "move it away, or name a new folder; nothing was written"
                raise UserError(f"{path} is there already, and `playbooks init` would write it", hint)


def _write(folder: Path, generator: Mapping[str, bytes], *, minimal: bool) -> None:
    source = resources.find_skeleton() if minimal else resources.find_shipped()
    _copy_folder(source / "content", folder / "content", is_passed_over)
    if minimal:
        _copy_folder(resources.find_shipped() / _GUIDES, folder / _GUIDES, is_passed_over)
    shutil.copyfile(resources.find_shipped() / CONFIG, folder / CONFIG)
    _copy_folder(resources.find_kit(), folder, is_litter)
    for name, raw in generator.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(raw)
    (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8", newline="\n")
    list_wanted_schemas(Project(folder), folder / FOLDER).write()
    write_settings(folder)


def _copy_folder(source: Path, target: Path, is_left_out: Callable[[str], bool]) -> None:
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=lambda _, names: set(filter(is_left_out, names)))
