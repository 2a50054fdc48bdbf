"""Records of a programme → figures: mapping, checking and counting. Only `engine` knows a database."""

SNAPSHOT = "snapshot.json"
"""Name of the file of a snapshot, at the top of a project."""
