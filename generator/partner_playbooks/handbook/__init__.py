"""The handbook: its model, one file per kind of entity, linked by id; and what is only asked of it."""
