"""Facts come from sources; sentences are our own.

`source_hashes.txt` holds a short hash of every run of nine words in the two source documents, not the
documents. With the documents at hand, `python tests/content/test_own_sentences.py FILE…` writes it again.
"""

import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HASHES = Path(__file__).with_name("source_hashes.txt")
RUN = 9


def runs(text):
    words = re.findall(r"[a-z0-9]+", text.lower().replace("\u2019", "'").replace("'", ""))
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def digest(run):
    return hashlib.sha256(run.encode()).hexdigest()[:16]


def written():
    for pattern in ("content/**/*.yml", "theme/messages/*.yml", "README.md", "docs/**/*.md"):
        yield from sorted(ROOT.glob(pattern))


def test_no_run_of_nine_words_is_taken_from_a_source():
    known = set(HASHES.read_text(encoding="utf-8").split())
    assert len(known) > 2000
    taken = [
        f"{path.relative_to(ROOT)}: {run}"
        for path in written()
        for run in runs(path.read_text(encoding="utf-8"))
        if digest(run) in known
    ]
    assert taken == []


def test_a_taken_run_would_be_noticed():
    known = set(HASHES.read_text(encoding="utf-8").split())
    heading = "partners can be at different stages simultaneously and successful partners"
    assert any(digest(run) in known for run in runs(f"We say that {heading} grow."))


if __name__ == "__main__":
    found = {digest(run) for name in sys.argv[1:] for run in runs(Path(name).read_text(encoding="utf-8"))}
    HASHES.write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")
