"""Who may do what, once: roles, permissions and the one table that joins them."""

from enum import StrEnum

from meetings.base.words import N_, Labelled


class Role(Labelled):
    """What a person is to the house; some are held on something (a session, an organization, a meeting)."""

    ADMINISTRATOR = "administrator", N_("Administrator")
    ORGANIZER = "organizer", N_("Organizer")
    DRAFTER = "drafter", N_("Drafter")
    RAPPORTEUR = "rapporteur", N_("Rapporteur")
    FOCAL_POINT = "focal_point", N_("Focal point")
    PARTICIPANT = "participant", N_("Participant")
    ASSESSOR = "assessor", N_("Assessor of the fellowship")
    CHAIR = "chair", N_("Chair of the fellowship’s panel")
    SIGNED_IN = "signed_in", N_("Anyone signed in")
    ANYONE = "anyone", N_("Anyone")


STAFF = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER, Role.DRAFTER})
# The kind of thing on which a role is held; roles that are not here are held everywhere.
HELD_ON = {
    Role.RAPPORTEUR: "session",
    Role.FOCAL_POINT: "organization",
    Role.PARTICIPANT: "meeting",
    Role.ASSESSOR: "edition",
    Role.CHAIR: "edition",
}


class Permission(StrEnum):
    """One thing that one may do; the value is the sentence for the help page."""

    READ_PUBLIC = N_("Read public pages, subscribe to a public calendar")
    REGISTER = N_("Register for a published meeting")
    OWN_PAGE = N_("See one’s own page and sign out")
    SEE_HOME = N_("See what is due and at risk in the cycle")
    SEE_MANDATE = N_("See what the mandate asks and by when")
    PLAN_CYCLE = N_("Plan the cycle, decide its open questions, correct the Council’s dates")
    SEE_DIRECTORY = N_("See organizations")
    SEE_PEOPLE = N_("See people and focal points")
    EDIT_ORGANIZATION = N_("Correct an organization’s file")
    EDIT_PEOPLE = N_("Enter people, name focal points")
    SEE_PROGRAMME = N_("See meetings before they are published")
    EDIT_PROGRAMME = N_("Edit meetings, sessions and speakers; publish, cancel, close")
    SEE_REGISTRATIONS = N_("See registrations")
    DECIDE_REGISTRATIONS = N_("Approve or decline registrations")
    INVITE_PEOPLE = N_("Invite people, give places to organizations, register somebody else")
    NAME_PEOPLE = N_("Name people for the places that an organization was given")
    ACT_ON_MANY = N_("Decide, invite or import many at once")
    PURGE = N_("Say how long personal data of a meeting are kept, and delete them")
    SEE_OUTBOX = N_("See mails and how they were delivered")
    NOTE_ATTENDANCE = N_("Note who attends a session")
    KEEP_FLOOR = N_("Keep a session’s list of speakers")
    WRITE_RECORD = N_("Write a session’s summary and records")
    SEE_STAFF_DOCUMENTS = N_("See documents of a meeting that are for staff")
    WRITE_DOCUMENTS = N_("Add documents of a meeting, issue them anew, withdraw them")
    SEE_OUTCOMES = N_("See summaries and records of all sessions")
    APPROVE_SUMMARY = N_("Approve a session’s summary")
    SEE_FOLLOWED = N_("See what became of recommendations and conclusions")
    EDIT_OUTCOMES = N_("Enter outcomes of earlier meetings, keep owners, dates and themes of outcomes")
    FOLLOW_OUTCOMES = N_("Say what became of an outcome")
    SEE_AGENDA = N_("See a meeting’s agenda, the updates of organizations and the joint calendar")
    KEEP_AGENDA = N_("Keep a meeting’s agenda, ask organizations for updates, number conclusions")
    SEE_EDITIONS = N_("See editions of the fellowship before their call is public")
    KEEP_EDITIONS = N_("Make editions of the fellowship, publish and close their calls")
    SEE_APPLICATIONS = N_("See applications to the fellowship")
    DECIDE_APPLICATIONS = N_("Ask applicants for more information, decide on their eligibility")
    NOMINATE_FELLOWS = N_("Nominate for the fellowship in the name of an organization")
    KEEP_PANEL = N_("Name who assesses for the fellowship, and what; send offers")
    ASSESS = N_("Assess the applications to the fellowship that one was given")
    SEE_SELECTION = N_("See scores, the shortlist and its balance")
    DECIDE_SELECTION = N_("Decide whom the fellowship goes to, and on the order of the reserve")
    KEEP_FELLOWS = N_("Keep the years of fellows: placement, checklist, completion; see what alumni answer")
    FOLLOW_FELLOWSHIP = N_("Follow a fellow’s year: one’s own, or one that one supervises")
    SEE_PROGRESS = N_("See progress entries")
    WRITE_PROGRESS = N_("Write progress entries")
    SEE_REPORT = N_("See and export the report draft")
    EDIT_REPORT = N_("Compose and edit the report draft")
    MANAGE_ACCOUNTS = N_("Make accounts, give and end roles, read the audit trail")


_A, _O, _D = Role.ADMINISTRATOR, Role.ORGANIZER, Role.DRAFTER
_R, _F, _P = Role.RAPPORTEUR, Role.FOCAL_POINT, Role.PARTICIPANT
_C = Role.CHAIR
_ALL = frozenset(Role)
_SIGNED_IN = _ALL - {Role.ANYONE}
_OFFICE = frozenset({_A, _O, _D})

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.READ_PUBLIC: _ALL,
    Permission.REGISTER: _ALL,
    Permission.OWN_PAGE: _SIGNED_IN,
    Permission.SEE_HOME: _OFFICE,
    Permission.SEE_MANDATE: _SIGNED_IN,
    Permission.PLAN_CYCLE: frozenset({_A, _O}),
    Permission.SEE_DIRECTORY: _SIGNED_IN,
    Permission.SEE_PEOPLE: _OFFICE | {_F},
    Permission.EDIT_ORGANIZATION: frozenset({_A, _O, _F}),
    Permission.EDIT_PEOPLE: frozenset({_A, _O}),
    Permission.SEE_PROGRAMME: _OFFICE | {_R},
    Permission.EDIT_PROGRAMME: frozenset({_A, _O}),
    Permission.SEE_REGISTRATIONS: frozenset({_A, _O}),
    Permission.DECIDE_REGISTRATIONS: frozenset({_A, _O}),
    Permission.INVITE_PEOPLE: frozenset({_A, _O}),
    Permission.NAME_PEOPLE: frozenset({_A, _O, _F}),
    Permission.ACT_ON_MANY: frozenset({_A, _O}),
    Permission.PURGE: frozenset({_A, _O}),
    Permission.SEE_OUTBOX: frozenset({_A, _O}),
    Permission.NOTE_ATTENDANCE: frozenset({_A, _O, _R}),
    Permission.KEEP_FLOOR: frozenset({_A, _O, _R}),
    Permission.WRITE_RECORD: frozenset({_A, _O, _R}),
    Permission.SEE_STAFF_DOCUMENTS: _OFFICE,
    Permission.WRITE_DOCUMENTS: frozenset({_A, _O}),
    Permission.SEE_OUTCOMES: _OFFICE | {_R},
    Permission.APPROVE_SUMMARY: frozenset({_A, _O}),
    Permission.SEE_FOLLOWED: _SIGNED_IN,
    Permission.EDIT_OUTCOMES: _OFFICE,
    Permission.FOLLOW_OUTCOMES: _OFFICE | {_F},
    Permission.SEE_AGENDA: _OFFICE | {_R, _F, _P},
    Permission.KEEP_AGENDA: frozenset({_A, _O}),
    Permission.SEE_EDITIONS: _OFFICE,
    Permission.KEEP_EDITIONS: frozenset({_A, _O}),
    Permission.SEE_APPLICATIONS: frozenset({_A, _O}),
    Permission.DECIDE_APPLICATIONS: frozenset({_A, _O}),
    Permission.NOMINATE_FELLOWS: frozenset({_A, _O, _F}),
    Permission.KEEP_PANEL: frozenset({_A, _O}),
    Permission.ASSESS: frozenset({Role.ASSESSOR}),
    Permission.SEE_SELECTION: frozenset({_A, _O, _C}),
    Permission.DECIDE_SELECTION: frozenset({_A, _O, _C}),
    Permission.KEEP_FELLOWS: frozenset({_A, _O}),
    Permission.FOLLOW_FELLOWSHIP: _SIGNED_IN,
    Permission.SEE_PROGRESS: _OFFICE,
    Permission.WRITE_PROGRESS: _OFFICE,
    Permission.SEE_REPORT: _OFFICE,
    Permission.EDIT_REPORT: frozenset({_A, _O, _D}),
    Permission.MANAGE_ACCOUNTS: frozenset({_A}),
}
