"""What can be done to many registrations at once: decide, and remind those who have not answered."""

from meetings.registration.many import deciding, reminding

REMIND = "remind"

__all__ = ["REMIND", "deciding", "reminding"]
