"""What axe looks for, and the windows that it looks at."""

OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WINDOWS = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]
VIEWS = [(scheme, window) for window in WINDOWS for scheme in ("light", "dark")]
