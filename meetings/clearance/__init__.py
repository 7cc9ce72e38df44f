"""Who has seen which version of the report, what they said to it, and what has changed since."""
