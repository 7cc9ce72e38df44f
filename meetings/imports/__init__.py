"""Registrations from a file: read as its owner confirms, tried first, then taken in as an act on many."""
