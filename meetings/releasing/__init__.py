"""Releasing a programme: whom a new version concerns, what each is told, and what their calendars are told."""
