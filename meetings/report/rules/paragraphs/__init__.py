"""A paragraph with its memory: what was taken, what a drafter wrote, where it went."""
