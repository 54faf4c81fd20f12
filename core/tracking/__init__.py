"""Carrying masks through frames: the memory bank, the tracker, and how sure it is."""
