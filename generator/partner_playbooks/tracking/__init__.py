"""Records of a programme → figures: mapping, checking and counting. Only `engine` knows a database."""
