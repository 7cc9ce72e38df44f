"""The documents of a meeting: numbered, issued in languages, for everybody, for participants or for staff."""
