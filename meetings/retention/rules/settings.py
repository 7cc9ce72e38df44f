"""The numbers by which data are kept: each with its source, and the office can change it."""

from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class Setting(Labelled):
    """A number of the rule, in the unit that its words say."""

    WEEKS = "weeks_after_opening", N_("Weeks after the session that takes the report has opened")
    LEAST = "days_after_meeting", N_("Days after the meeting, at the least")
    FIRST_WARNING = "first_warning", N_("Days before the deletion: first warning to the organizers")
    LAST_WARNING = "last_warning", N_("Days before the deletion: last warning to the organizers")
    BACKUPS = "backups_kept", N_("Days until backups made before the deletion are destroyed")
    SMALLEST = "smallest_number", N_("Smallest number told by gender")


@dataclass(frozen=True)
class Standard:
    """What holds until the office sets another number; `label` says where it comes from."""

    number: int
    least: int
    most: int
    label: str


STANDARDS: dict[Setting, Standard] = {
    Setting.WEEKS: Standard(
        4, 0, 156, N_("The organizer’s year of this application: four weeks after the opening.")
    ),
    Setting.LEAST: Standard(
        30, 0, 366, N_("A choice of this application: time for corrections after the meeting.")
    ),
    Setting.FIRST_WARNING: Standard(
        14, 1, 120, N_("A choice of this application: two weeks to export what is needed.")
    ),
    Setting.LAST_WARNING: Standard(
        3, 1, 30, N_("A choice of this application. Nothing is deleted earlier than this after a warning.")
    ),
    Setting.BACKUPS: Standard(
        35, 1, 366, N_("A choice of this application: a month of backups and some days.")
    ),
    Setting.SMALLEST: Standard(
        5, 2, 20, N_("Usual in official statistics: cells below five can point to a person.")
    ),
}


def check_number(setting: Setting, number: int) -> None:
    """Refused outside of what makes sense."""
    standard = STANDARDS[setting]
    if not standard.least <= number <= standard.most:
        raise Refused(
            "A whole number from %(least)s to %(most)s.",
            field=setting.value,
            least=standard.least,
            most=standard.most,
        )
