"""What the pointer does on the canvas. Each gesture ends in at most one intent."""
