"""Forms that an organizer composes, and the answers to them; what a form is about, a room above knows."""
