"""The fellow's year: placement, checklist, calendar, weekly log, evaluation, certificate, and alumni."""
