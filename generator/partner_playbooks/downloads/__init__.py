"""Plans, checklists and documents → files, one format per module. `formats` lists them."""
