"""Numbers that repeat a figure, held against 300 numbers of prose that were labelled by hand before there was a check.

`numbers/labelled.tsv` has for each the figure that it states (`-` where it is a number of its own, `!` behind a
figure that it contradicts), where in the sentence it begins, the number, the titles around it, and the sentence.
`numbers/figures.yml` has the figures of that day.
"""

from datetime import date
from fractions import Fraction

import pytest
import yaml
from running import ROOT

from partner_playbooks.checks.examination import examine
from partner_playbooks.checks.repeated_figure import find_repeated, list_sought
from partner_playbooks.language.written_numbers import find_written_numbers

HERE = ROOT / "tests" / "checks" / "numbers"
BASE = ROOT / "tests" / "checks" / "base"
LEAST_FOUND, LEAST_RIGHT = 0.95, 0.9


def read_sought():
    listed = yaml.safe_load((HERE / "figures.yml").read_text(encoding="utf-8"))["figures"]
    figures = [{**each, "why": "It is so.", "owner": "partner-manager"} for each in listed]
    files = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("*.yml")}
    files["content/figures.yml"] = yaml.safe_dump({"figures": figures}, allow_unicode=True).encode()
    return list_sought(examine(files, date(2026, 6, 1), languages=("en",)).handbook)


def test_repeats_are_found_and_hardly_anything_else():
    sought = read_sought()
    wanted = found = right = seen = 0
    for line in (HERE / "labelled.tsv").read_text(encoding="utf-8").splitlines():
        label, at, written, titles, sentence = line.split("\t")
        number = next(each for each in find_written_numbers(sentence) if each.start == int(at))
        assert sentence[number.start : number.end] == written
        figure = find_repeated(sentence, number, sought, titles)
        repeats = label != "-" and not label.endswith("!")
        seen += 1
        wanted += repeats
        found += figure is not None
        right += figure is not None and figure.id == label
    assert seen == 300
    assert wanted >= 25
    assert right / wanted >= LEAST_FOUND
    assert right / found >= LEAST_RIGHT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("within two working days", [("two working days", 2, "working-days")]),
        ("a 14-day window, a two-week term", [("14-day", 14, "days"), ("two-week", 2, "weeks")]),
        (
            "30 %, 12.5% or ten per cent",
            [("30 %", 30, "percent"), ("12.5%", 12.5, "percent"), ("ten per cent", 10, "percent")],
        ),
        ("EUR 5,000 and 1.200 €", [("EUR 5,000", 5000, "currency"), ("1.200 €", 1200, "currency")]),
        (
            "30 more days, two further working days",
            [("30 more days", 30, "days"), ("two further working days", 2, "working-days")],
        ),
        ("innerhalb von drei Arbeitstagen", [("drei Arbeitstagen", 3, "working-days")]),
        ("version 1.2.3, 2026-11-28, ISO-9001, A4", []),
        ("three partners", [("three", 3, "")]),
        ("1,234,567 EUR", [("1,234,567 EUR", 1234567, "currency")]),
        ("someone, tenants", []),
    ],
)
def test_numbers_are_read_with_their_units(text, found):
    read = [(text[each.start : each.end], each.value, each.unit) for each in find_written_numbers(text)]
    assert read == [(written, Fraction(str(value)), unit) for written, value, unit in found]
