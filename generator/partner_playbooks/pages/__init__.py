"""Pages: one page kind per file, each a pure function from the handbook to Markdown. `page_kinds` lists them."""
