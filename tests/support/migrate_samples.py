"""Lift our own samples after a change of the schema: `python tests/support/migrate_samples.py 1`, from version 1.

These are the sample handbook, the base of the checks' fixtures, those fixtures that can be read, and the skeleton.
What is broken on purpose stays as it is, and what stands as text within tests is for whoever changes the schema.
"""

import sys

from running import ROOT

from partner_playbooks.editing import find_version, lift_file

PROGRAMME = "content/programme.yml"
SAMPLE = ROOT / "tests" / "pages" / "sample"
CHECKS = ROOT / "tests" / "checks"
SKELETON = ROOT / "generator" / "partner_playbooks" / "skeleton"


def list_content():
    """Yield the content files of the samples, each with its path below its project folder."""
    for path in sorted(SAMPLE.rglob("*.yml")):
        yield path, f"content/{path.relative_to(SAMPLE).as_posix()}"
    for path in sorted(path for folder in (CHECKS, SKELETON) for path in folder.rglob("content/**/*.yml")):
        yield path, f"content/{path.as_posix().rpartition('/content/')[2]}"


def lift_samples(version):
    """Lift every content file of the samples that is of a version; yield those that changed."""
    for path, name in list_content():
        raw = path.read_bytes()
        is_other = name == PROGRAMME and find_version({name: raw}) != version
        lifted = raw if is_other else lift_file(name, raw, version)
        if lifted != raw:
            path.write_bytes(lifted)
            yield path


if __name__ == "__main__":
    for changed in lift_samples(int(sys.argv[1])):
        print(changed.relative_to(ROOT))  # noqa: T201 - it is a command
