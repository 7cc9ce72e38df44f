"""The pages of people through the years; portal has those of one's own."""

from meetings.people.views import merging, requests
from meetings.people.views.feature import feature
from meetings.people.views.part import person_part

__all__ = ["feature", "merging", "person_part", "requests"]
