"""Golden files: what is made must be what was accepted, byte for byte."""

import difflib

SHOWN = 3
LINES = 12


def compare_goldens(request, wanted):
    """Compare texts with golden files, by path; with `--update-golden`, accept those whose path fits `--golden`."""
    pattern = request.config.getoption("--golden")
    if request.config.getoption("--update-golden"):
        for path, made in wanted.items():
            if path.match(pattern):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(made, encoding="utf-8", newline="\n")
    accepted = {path: path.read_bytes().decode("utf-8") if path.is_file() else "" for path in wanted}
    differing = [path for path, made in wanted.items() if accepted[path] != made]
    told = "\n".join(_show(path, accepted[path], wanted[path]) for path in differing[:SHOWN])
    others = "".join(f"\n{path}" for path in differing[SHOWN:])
    assert not differing, f"run `make golden`, and read the difference (ONLY=NAME.md takes some alone):\n{told}{others}"


def _show(path, accepted, made):
    lines = difflib.unified_diff(accepted.splitlines(), made.splitlines(), str(path), "made", n=0, lineterm="")
    return "\n".join([*lines][:LINES])
