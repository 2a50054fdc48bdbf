"""What axe looks for, and the windows that it looks at."""

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # to describe all that is well takes axe as long as to look for what is not
}
WAYS = [
    ("light", {"width": 1440, "height": 900}),
    ("light", {"width": 390, "height": 844}),
    ("dark", {"width": 390, "height": 844}),
    ("dark", {"width": 1440, "height": 900}),
]
"""Schemes and windows; the first and the third show each of both once."""
