"""The language that content is written in: YAML with places, texts, expressions, and how findings are told."""
