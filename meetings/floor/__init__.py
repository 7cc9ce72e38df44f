"""The list of speakers of a running session: who asks for the floor, in which order, who speaks and how long still."""
