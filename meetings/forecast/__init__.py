"""The report's place in the Council's calendar: what documents management is told, and what a move would cost."""
