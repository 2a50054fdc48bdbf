"""Reports of what records say, to be taken into a meeting: one content, several formats."""
