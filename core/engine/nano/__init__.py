"""The parts of the embedded model that sam2 does not have: its trunk and its frugal memory attention."""
