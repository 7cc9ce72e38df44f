"""The sentences that every report carries. The report is submitted in English, so they are not translated."""

UNITED_NATIONS = "United Nations"
GENERAL_ASSEMBLY = "General Assembly"
HUMAN_RIGHTS_COUNCIL = "Human Rights Council"
AUTHOR = "Report of the United Nations High Commissioner for Human Rights"
OFFICE = "Office of the United Nations High Commissioner for Human Rights"
ANNEX_NOTE = "The annex to the present report is circulated as received, in the language of submission only."
DISTRIBUTION = "Distr.: {}"
ORIGINAL = "Original: {}"
# Documents management gives the number; until then the place where it will stand says so.
JOB_NUMBER_TO_COME = "Job number: to be assigned"
AGENDA_ITEM = "Agenda item {}"
AGENDA_ITEMS = "Agenda items {}"
DEMONSTRATION = "Demonstration"
DEMONSTRATION_NOTE = (
    "Demonstration. People, organizations named “Example …” and all statements in this document are invented."
)
MISSING = "Still missing in this draft"
SUMMARY = "Summary"
CONTENTS = "Contents"
PAGE = "Page"
ANNEX = "Annex"
ANNEX_OF_SEVERAL = "Annex {}"
LIST_OF_PARTICIPANTS = "List of participants"
FOOTNOTES = "Footnotes"
FIGURES = "Participation in figures"
FIGURES_NOTE = (
    "Participants are those approved for the meetings of the cycle. "
    "Numbers that could point to a person are not given."
)
PARTICIPANT_COLUMNS = ("Name", "Function", "Organization")
UNNAMED = "Not listed by name"
# In the place of a heading that names somebody who may not be named.
SESSION_ONLY = "Session {}"
HEADING_HELD = "(Heading to be written)"

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
