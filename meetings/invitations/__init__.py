"""Who is asked to come: people whom the office invites, and people whom organizations name for their places."""
