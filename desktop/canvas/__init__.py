"""The picture in the middle: the frame, its masks and prompts, zoom and pan."""
