"""The languages in which the mails about a thing are written."""

from flask import current_app

from meetings.access.actor import Actor
from meetings.base.pages import LANGUAGES
from meetings.letters.mails import mails_about
from meetings.letters.rules import LettersAbout


def languages_of(actor: Actor, about: LettersAbout) -> list[str]:
    """Codes of those of the site, and of those of the people to whom mails go; English first."""
    used = {code for mails in mails_about(about.kind) for code in mails.languages(actor, about)}
    every = {*current_app.extensions["languages"](), *(used & LANGUAGES.keys())}
    return sorted(every, key=lambda code: (code != "en", code))
