"""One act on many things: what would happen, then progress, then the result by row."""
