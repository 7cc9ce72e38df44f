"""People through the years: two records made one, a copy of what is kept, and its deletion."""
