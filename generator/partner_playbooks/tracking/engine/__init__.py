"""Records in a database: files read into typed tables, and measures counted there. DuckDB, embedded."""
