"""Long work off the GUI thread: jobs, and the lanes that run them one at a time."""
