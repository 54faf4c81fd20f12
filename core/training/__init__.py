"""Teaching a model: prompts as an annotator gives them, decoder tuning, comparison, tuned files."""
