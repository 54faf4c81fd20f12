"""The parts of the embedded model that sam2 does not have: its trunk, its neck, and faster rotary angles."""
