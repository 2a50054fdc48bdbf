"""Revisions as data, from the files that they hold."""

from partner_playbooks.changes import Reader


def read_revision_files(files, lost=()):
    return Reader().read(files, lost)
