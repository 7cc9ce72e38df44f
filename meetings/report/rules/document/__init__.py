"""The report as it will be printed: parts, numbers, notes and marks, what is tracked, how many words."""
