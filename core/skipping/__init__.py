"""Choosing the frames on which the model need not run, and carrying masks across them by motion."""
