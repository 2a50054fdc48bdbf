"""The shipped content: as files, and as it is read."""

from datetime import date

from running import ROOT

from partner_playbooks.checks.examination import examine
from partner_playbooks.project.folder import Project, read_content

TODAY = date(2026, 11, 10)
FILES, UNREADABLE = read_content(Project(ROOT))
EXAMINED = examine(FILES, TODAY, UNREADABLE)
CONTENT = EXAMINED.handbook.content
