"""The timeline: where there are masks and prompts, and where the playhead is."""
