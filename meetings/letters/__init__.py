"""The texts of mails: a default for each kind, edited for one thing (a meeting), previewed with a real person."""
