"""The model: one file per entity. `kinds.KINDS` lists them, `content.validate_documents` validates what was written."""
