"""People in the programme: asked to take a role of a session, confirming or declining; what a moderator is handed."""
