"""The training window: data in, curves while it learns, a comparison, and one press to use the result."""
