"""What the other rooms know that a report tells, and a paragraph as the sources propose it."""
