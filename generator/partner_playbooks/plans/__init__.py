"""A plan made for one partner: what applies to it, and on which dates."""
