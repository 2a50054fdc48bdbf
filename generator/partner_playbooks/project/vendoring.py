"""The generator that a handbook carries: its wheel, made again from what is installed, and a lock of all it needs.

So the jobs of a handbook's repository install what made it, byte for byte, and nothing by its name alone.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from partner_playbooks import __version__
from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project import resources
from partner_playbooks.project.litter import is_litter, list_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = "vendor"
REQUIREMENTS = "requirements.txt"
_NAME = "partner-playbooks"
_PACKAGE = "partner_playbooks"
_OF_A_WHEEL = ("METADATA", "WHEEL", "entry_points.txt", "licenses/", "sboms/")
"""What a wheel's `.dist-info` holds; the rest of an installed one is the installer's."""
_AGAIN = "install partner-playbooks again, then try again"
_HEAD = """\
# What this handbook is made with: the generator, which lies in vendor/, and every package it needs, each by its hash.
# Install it from the folder that holds this file:
#   python -m pip install --require-hashes --no-deps -r requirements.txt
# `playbooks init` wrote it; README.md says how to change to a newer generator.

"""
_REQUIRED = re.compile(r"^([a-z0-9_.-]+)==", re.MULTILINE)
_FONTS = """
# The extra `scripts`: fonts for every script that a PDF file may meet, 23 MB. Take the "# " away from the lines below.
"""
_TRACKING = """
# The extra `tracking`: figures from your own records, and packs of them, some 60 MB. Take the "# " away likewise.
"""


def make_generator_files() -> dict[str, bytes]:
    """Give what a handbook's folder holds of the generator: its wheel in `vendor/`, and `requirements.txt`.

    Fonts for other scripts, and what counts records, are locked there too, as comments: not every handbook needs them.

    Raises:
        UserError: the installed package is not whole, or is not installed at all.
    """
    name, wheel = pack_wheel()
    own = f"./{FOLDER}/{name} \\\n    --hash=sha256:{hashlib.sha256(wheel).hexdigest()}\n"
    lock = resources.find_lock().read_text(encoding="utf-8")
    fonts, counting = (
        _comment_out(place.read_text(encoding="utf-8"), lock)
        for place in (resources.find_scripts_lock(), resources.find_tracking_lock())
    )
    locked = f"{_HEAD}{own}{lock}{_FONTS}{fonts}{_TRACKING}{counting}"
    return {f"{FOLDER}/{name}": wheel, REQUIREMENTS: locked.encode()}


def _comment_out(more: str, lock: str) -> str:
    """Give the packages of another lock that the first does not name, as comments."""
    named = set(_REQUIRED.findall(lock))
    kept, lines = False, []
    for line in more.splitlines():
        found = _REQUIRED.match(line)
        kept = found[1] not in named if found else kept and line.startswith(" ")
        if kept and not line.lstrip().startswith("#"):
            lines.append(f"# {line}\n")
    return "".join(lines)


def pack_wheel() -> tuple[str, bytes]:
    """Make the wheel of this very package again: its file name, and its bytes, the same for the same files.

    Raises:
        UserError: the installed package is not whole, or is not installed at all.
    """
    try:
        installed = distribution(_NAME)
    except PackageNotFoundError:
        raise UserError(f"{_NAME} is not installed here, so no handbook can carry it", _AGAIN) from None
    if installed.version != __version__:
        raise UserError(f"{_NAME} {__version__} runs, but {installed.version} is installed", _AGAIN)
    info = f"{_PACKAGE}-{installed.version}.dist-info"
    package = _read_checkout() if resources.is_checkout() else _read_installed(installed, f"{_PACKAGE}/")
    described = {
        name: raw
        for name, raw in _read_installed(installed, f"{info}/").items()
        if name.removeprefix(f"{info}/").startswith(_OF_A_WHEEL)
    }
    files = dict(sorted(package.items())) | dict(sorted(described.items()))
    if not package or f"{info}/WHEEL" not in files or f"{info}/METADATA" not in files:
        raise UserError(f"what was installed of {_NAME} is not listed beside it", _AGAIN)
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    return f"{_PACKAGE}-{installed.version}-{_tag(files[f'{info}/WHEEL'])}.whl", pack_archive(files)


def _read_installed(installed: Distribution, below: str) -> dict[str, bytes]:
    """Read the files of an installed package as its record lists them: name in the wheel → bytes."""
    found = {}
    for file in installed.files or ():
        name = file.as_posix()
        if name.startswith(below) and not any(map(is_litter, file.parts)):
            found[name] = _read_unchanged(Path(str(file.locate())), file.hash.value if file.hash else None)
    return found


def _read_unchanged(path: Path, digest: str | None) -> bytes:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"{path} is missing", _AGAIN) from None
    if digest is not None and digest != _digest(raw):
        raise UserError(f"{path} is not as it was installed", _AGAIN)
    return raw


def _read_checkout() -> dict[str, bytes]:
    """Read the files of which a wheel of this checkout would be made, as pyproject.toml says."""
    shipped = resources.find_shipped()
    parts = {_PACKAGE: Path(resources.__file__).parents[1]}
    parts |= {f"{_PACKAGE}/_shipped/{name}": shipped / name for name in resources.SHIPPED}
    return {name: path.read_bytes() for place, source in parts.items() for name, path in _named(place, source)}


def _named(place: str, source: Path) -> Iterator[tuple[str, Path]]:
    """Yield a file, or those below a folder, with their names in the wheel; the kit's files may begin with a dot."""
    if source.is_file():
        yield place, source
    for path in list_files(source, hidden=True):
        yield f"{place}/{path.relative_to(source).as_posix()}", path


def _record(files: Mapping[str, bytes], own: str) -> bytes:
    lines = [f"{name},sha256={_digest(raw)},{len(raw)}\n" for name, raw in files.items()]
    return "".join([*lines, f"{own},,\n"]).encode()


def _digest(raw: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")


def _tag(described: bytes) -> str:
    return next(line.removeprefix("Tag: ") for line in described.decode().splitlines() if line.startswith("Tag: "))
