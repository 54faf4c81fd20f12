"""The models: which there are, how they are loaded, and masks on single frames."""
