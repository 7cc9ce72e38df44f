"""Confirmation rounds: a summary goes to those who were present, paragraph by paragraph, until a day and an hour."""
