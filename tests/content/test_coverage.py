"""Every row of the two source documents is dealt with somewhere, and the sources page says where."""

from shipped import EXAMINED

from partner_playbooks.language.text import list_references

ROWS = {
    "nine-stage-lifecycle": [f"N{number}" for number in range(1, 17)],
    "six-stage-article": [f"S{number}" for number in range(1, 15)],
}


def test_every_row_leads_to_a_place():
    for id_, rows in ROWS.items():
        source = EXAMINED.handbook.entities["source"][id_]
        assert [row.row for row in source.rows] == rows
        for row in source.rows:
            places = list(list_references(row.places))
            assert places, row.row
            assert all(EXAMINED.handbook.knows(place.kind, place.id) for place in places), row.row
