"""Meetings of focal points (and others): their agenda, updates by link, joint calendar, conclusions, closing."""
