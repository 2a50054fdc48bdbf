"""What readers and programs find in a handbook, by which words, and in which order."""
