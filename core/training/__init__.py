"""Teaching a model: losses and prompts as an annotator gives them, decoder tuning, comparison, tuned files."""
