"""The house keeps its shape: the drawn file tree is true, and import rules hold."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

from partner_playbooks import __version__

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator" / "partner_playbooks"
DRAWN = ROOT / "docs" / "architecture.md"


def summary(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.splitlines()[0] if docstring else ""


def tree(folder, indent=0):
    for path in sorted(folder.iterdir(), key=lambda p: (p.is_dir(), p.name)):
        if path.is_dir() and (path / "__init__.py").is_file():
            yield f"{'  ' * indent + path.name + '/':<28}{summary(path / '__init__.py')}"
            yield from tree(path, indent + 1)
        elif path.suffix == ".py" and path.name != "__init__.py":
            yield f"{'  ' * indent + path.name:<28}{summary(path)}"


def test_the_file_tree_in_the_docs_is_true(request):
    drawn = "\n".join(tree(PACKAGE))
    before, marker, rest = DRAWN.read_text(encoding="utf-8").partition("<!-- tree -->\n```text\n")
    current, fence, after = rest.partition("\n```")
    if request.config.getoption("--update-golden"):
        DRAWN.write_text(before + marker + drawn + fence + after, encoding="utf-8")
        current = drawn
    assert current == drawn, "run `make golden`, and read the difference"


def test_every_module_says_what_it_is():
    silent = [path.name for path in PACKAGE.rglob("*.py") if not summary(path)]
    assert silent == []


LINES = 300
PARTICIPLE = re.compile(r"[a-z]+(ed|en)|made|said|told|kept|found|held|given|known|drawn|meant|left|sent|built")


def test_modules_fit_in_the_head():
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name: count for name, count in lines.items() if count > LINES} == {}


def public_functions(tree):
    """Yield functions and methods that others call; a property is named as a noun or an adjective."""
    for node in ast.walk(tree):
        for each in node.body if isinstance(node, ast.Module | ast.ClassDef) else []:
            marks = {ast.unparse(mark) for mark in getattr(each, "decorator_list", [])}
            is_called = isinstance(each, ast.FunctionDef) and not marks & {"property", "cached_property"}
            if is_called and not each.name.startswith("_"):
                yield each.name


def test_a_function_is_called_by_a_verb_and_no_participle():
    named = {
        f"{path.name}: {name}"
        for path in PACKAGE.rglob("*.py")
        for name in public_functions(ast.parse(path.read_text(encoding="utf-8")))
        if PARTICIPLE.fullmatch(name) and name != "shorten"
    }
    assert named == set()


def test_no_two_modules_share_a_name_but_an_entity_s_model_and_its_page():
    places = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        if path.name != "__init__.py" and "kit" not in path.parts:
            places[path.stem].add(path.parent.relative_to(PACKAGE).as_posix())
    pairs = {"handbook/model", "pages"}
    assert {name: found for name, found in places.items() if len(found) > 1 and found != pairs} == {}


def test_no_modules_import_each_other_in_a_circle():
    graph = grimp.build_graph("partner_playbooks", cache_dir=None)
    TopologicalSorter({each: graph.find_modules_directly_imported_by(each) for each in graph.modules}).prepare()


def test_modules_import_in_one_direction():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_version_is_one_number():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["version"] == __version__


def test_a_stage_page_is_told_by_ten_modules_of_pages():
    """What a newcomer opens to understand it; what pages are written with (links, templates) stands below those."""
    source = (PACKAGE / "pages" / "stage.py").read_text(encoding="utf-8")
    head = source.partition("if TYPE_CHECKING:")[0]
    parts = set(re.findall(r"from partner_playbooks\.pages\.parts\.(\w+) import", head))
    parts |= {name for line in re.findall(r"pages\.parts import (.+)", head) for name in line.split(", ")}
    assert parts == {
        "addresses",
        "chronicle",
        "claims",
        "items",
        "lifecycles",
        "metric_rows",
        "related",
        "tracked_now",
        "writers",
    }


def test_every_document_that_a_file_names_is_there():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    places = ("generator/", "theme/", "docs/", "README.md", "CONTRIBUTING.md", "Makefile", "site_config.yml")
    named = {
        (name, document)
        for name in filter(None, listed.split("\0"))
        if name.startswith(places) and (ROOT / name).suffix in {".py", ".yml", ".md", ".js", ".css", ".typ", ""}
        for document in re.findall(r"(?<![\w/.-])docs/[\w/-]+\.md", (ROOT / name).read_text(encoding="utf-8"))
    }
    assert ("theme/documents/look.yml", "docs/how-to/change-the-look.md") in named
    assert {each for each in named if not (ROOT / each[1]).is_file()} == set()
