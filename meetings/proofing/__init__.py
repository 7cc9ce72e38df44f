"""Proof-reading the draft: the style of the United Nations as data, and what of it the draft does not keep."""
