"""How good masks are: region overlap, boundary, and how many clicks they took."""
