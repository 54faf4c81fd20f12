"""The few windows that ask for a decision or explain something."""
