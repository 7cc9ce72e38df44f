"""The door into the fellowship: editions and their calls, nominations, applications, eligibility."""
