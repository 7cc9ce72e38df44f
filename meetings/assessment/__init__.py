"""Applications to the fellowship are assessed, the panel selects, offers are made and answered."""
