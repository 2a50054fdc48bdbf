"""The frame of a site: its navigation."""

from partner_playbooks.pages.artifact import Page
from partner_playbooks.publishing.site_frame import nest_pages


def test_navigation_nests_pages_in_their_sections():
    pages = [
        Page("index.md", "Home", "", ()),
        Page("stages/align.md", "Align: now", "", ("Lifecycle", "Foundation")),
        Page("stages/grow.md", "Grow", "", ("Lifecycle", "Growth")),
        Page("glossary.md", "Glossary", "", ("Reference",)),
        Page("stages/recruit.md", "Recruit", "", ("Lifecycle", "Foundation")),
    ]
    assert nest_pages(pages) == [
        {"Home": "index.md"},
        {
            "Lifecycle": [
                {"Foundation": [{"Align: now": "stages/align.md"}, {"Recruit": "stages/recruit.md"}]},
                {"Growth": [{"Grow": "stages/grow.md"}]},
            ]
        },
        {"Reference": [{"Glossary": "glossary.md"}]},
    ]
