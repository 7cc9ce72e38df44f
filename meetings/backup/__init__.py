"""One archive of the database and the files of one moment, and an empty machine made the same again from it."""

from meetings.backup.archive import Manifest
from meetings.backup.restoring import restore
from meetings.backup.saving import Saved, keeps_links, save

__all__ = ["Manifest", "Saved", "keeps_links", "restore", "save"]
