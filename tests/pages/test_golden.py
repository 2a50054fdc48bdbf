"""Every page of the sample handbook, in both editions, file by file."""

from pathlib import Path

from goldens import compare_goldens

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"


def test_pages_are_as_accepted(request, edition, pages):
    folder = GOLDEN / edition.edition.value
    compare_goldens(request, {folder / page.path: page.markdown for page in pages})
    expected = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    assert expected == {page.path for page in pages}, "remove golden files that nothing makes any more"
