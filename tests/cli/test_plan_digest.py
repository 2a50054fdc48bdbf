"""`playbooks plan status --digest` as it is typed."""

import json

import pytest
from filling import plan_file
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.project import opening

MAKE = ["plan", "onboarding-90", "--project", ROOT, "--start", "2026-11-02", "--partner", "Acme", "--type", "reseller"]
DAY = ["--today", "2026-11-23"]


@pytest.fixture(autouse=True)
def checked_once(monkeypatch):
    """The shipped content is read and checked once for all tests here, not by each of them."""
    monkeypatch.setattr(opening, "_examine_project", lambda *_: EXAMINED)


@pytest.fixture
def plans(run, tmp_path):
    """The same plan of both editions; what the vendor says of it stands in the internal one."""
    files = []
    for name, options in (("internal", ["--internal"]), ("partner", [])):
        assert run(*MAKE, *options, "--out", tmp_path / name)[0] == 0
        files.append(tmp_path / name / "plan.json")
    data = json.loads(files[0].read_text(encoding="utf-8"))
    theirs = {task["id"] for task in json.loads(files[1].read_text(encoding="utf-8"))["tasks"]}
    word = {"value": "CANARY", "at": "2026-11-20T10:00:00Z", "by": "vendor"}
    for task in data["tasks"]:
        hidden = {} if task["id"] in theirs else {"title": word, "owner": word}
        data["state"][task["id"]] = {"note": word, "status": word | {"value": "stuck"}, **hidden}
    data["state"]["added.canary"] = {"title": word, "status": word | {"value": "done"}}
    files[0].write_text(json.dumps(data), encoding="utf-8")
    return files


def test_the_vendor_reads_all_of_it_and_that_it_is_internal(run, plans):
    code, printed, told = run("plan", "status", *plans, "--digest", "vendor", *DAY)
    assert (code, told) == (0, "")
    assert printed.splitlines()[:3] == [
        "Acme: 90-day onboarding plan",
        "INTERNAL \N{EN DASH} not for partners",
        "Weekly digest (Vendor), 23 November 2026",
    ]
    assert "CANARY" in printed
    assert "Done since 16 November 2026\n" in printed


@pytest.mark.parametrize("way", ["with theirs", "by the handbook"])
def test_the_partner_reads_nothing_that_is_internal(run, plans, tmp_path, way):
    internal, partner = plans
    files = [internal, partner] if way == "with theirs" else [internal, "--project", ROOT]
    code, printed, told = run("plan", "status", *files, "--digest", "partner", *DAY, "--out", tmp_path / "out")
    assert (code, told) == (0, "")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["digest-partner.html", "digest-partner.txt"]  # no plan.json, no report: those are internal
    assert printed.split() == [str(tmp_path / "out" / name) for name in reversed(names)]
    hidden = {task["title"] for task in json.loads(internal.read_text(encoding="utf-8"))["tasks"]}
    hidden -= {task["title"] for task in json.loads(partner.read_text(encoding="utf-8"))["tasks"]}
    assert hidden
    for name in names:
        text = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert "Weekly digest (Partner)" in text
        assert "Stuck" in text
        for word in ("CANARY", "canary", "INTERNAL", "Partner operations", *hidden):
            assert word not in text


def test_the_vendor_s_files_say_internal_in_their_names(run, plans, tmp_path):
    assert run("plan", "status", *plans, "--digest", "vendor", *DAY, "--out", tmp_path / "out")[0] == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["digest-vendor-internal.html", "digest-vendor-internal.txt"]


def test_words_that_must_not_leave_stay(run, tmp_path):
    data = plan_file()
    said = {"value": "Ask Project-KESTREL", "at": "2026-11-20T10:00:00Z", "by": "partner"}
    data["state"] = {data["tasks"][0]["id"]: {"note": said, "status": said | {"value": "stuck"}}}
    (tmp_path / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    out = tmp_path / "out"
    status = ["plan", "status", tmp_path / "plan.json", "--project", ROOT, *DAY, "--out", out]
    code, printed, told = run(*status, "--digest", "partner")
    assert (code, printed, out.exists()) == (2, "", False)
    assert '"Project-KESTREL" must not leave' in told
    assert run(*status, "--digest", "vendor")[0] == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--digest", "partner"], ["all of these files are of the internal edition", "--project"]),
        (["--digest", "customer"], ['no digest for "customer"', "vendor, partner"]),
        (["--digest", "vendor", "--redate"], ["--redate gives a plan new days"]),
        (["--digest", "vendor", "--since", "2026-12-01"], ["--since 2026-12-01 lies after"]),
        (["--since", "2026-11-01"], ["--since is for a digest"]),
        (["--project", ROOT], ["--project is for a digest"]),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(run, plans, options, words):
    code, printed, told = run("plan", "status", plans[0], *DAY, *options)
    assert (code, printed) == (2, "")
    assert all(word in told for word in words), told


def test_a_plan_that_partners_do_not_have_gives_them_no_digest(run, plans):
    data = json.loads(plans[0].read_text(encoding="utf-8")) | {"plan": "ours-alone"}
    plans[0].write_text(json.dumps(data), encoding="utf-8")
    code, printed, told = run("plan", "status", plans[0], *DAY, "--digest", "partner", "--project", ROOT)
    assert (code, printed) == (2, "")
    assert 'the partner edition has no plan "ours-alone"' in told


def test_what_was_not_read_is_told(run, tmp_path):
    data = plan_file() | {"evil": 1}
    (tmp_path / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    code, printed, told = run("plan", "status", tmp_path / "plan.json", "--digest", "vendor", *DAY)
    assert code == 1
    assert printed.startswith("Acme: ")
    assert "plan.json: not all of it was read" in told
