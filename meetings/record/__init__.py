"""The record of a session while it runs: paragraphs and interventions, written by several rapporteurs at once."""
