"""How long personal data of meetings are kept, and their deletion: counts stay, and a record of what went."""
