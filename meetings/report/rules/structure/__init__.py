"""The chapters and sections of a report, and how drafters change them."""
