"""Made-up records, tracked: the snapshot that the site of the tests is built with."""

from running import ROOT, playbooks

HOSTILE_NAME = "<b onclick=alert(1)>A|B</b> [c](javascript:alert(2)) `d` *e* & &lt;g&gt;"


def make_snapshot(folder):
    """Give the snapshot of a programme that does not exist; the name of a partner in it means something elsewhere."""
    day = ("--as-of", "2026-11-20")
    done = playbooks("track", "demo", folder, "--project", ROOT, *day)
    assert done.returncode == 0, done.stderr
    partners = folder / "records" / "partners.csv"
    text = partners.read_text(encoding="utf-8")
    name = text.splitlines()[4].split(",")[1]
    partners.write_text(text.replace(name, HOSTILE_NAME), encoding="utf-8")
    done = playbooks("track", "--project", ROOT, "--records", folder, *day)
    assert done.returncode == 0, done.stderr
    return folder / "snapshot.json"
