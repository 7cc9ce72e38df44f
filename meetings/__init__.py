"""The mandate of a Council resolution, kept for three years: see CONTRIBUTING.md for the house."""
