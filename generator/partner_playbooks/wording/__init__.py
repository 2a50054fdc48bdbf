"""How things are said in a language: catalogues, dates, days and figures, for pages and files alike."""
