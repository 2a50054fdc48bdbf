"""Partner Playbooks: partner programmes written in YAML, published as a searchable handbook."""

__version__ = "0.1.0"
