"""The model: one file per entity. `kinds.KINDS` lists them, `content.read` validates what was written."""
