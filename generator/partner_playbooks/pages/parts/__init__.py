"""What all page kinds share: addresses, words, links, templates."""
