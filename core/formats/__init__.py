"""Ground truth out to the formats that teams use, and in from them. One file a format; see registry.py."""
