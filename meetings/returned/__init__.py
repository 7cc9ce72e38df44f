"""Back from Word: a file that others have edited is laid beside the draft, and each difference is decided."""
