"""Plans that come back filled in: read, put together, and told how they stand."""
