"""The kinds of organizations and of those who speak for them. Codes as in data/*.csv; labels for people."""

from meetings.base.words import N_, Labelled


class Region(Labelled):
    AFRICA = "Africa", N_("Africa")
    AMERICAS = "Americas", N_("Americas")
    ARAB_REGION = "Arab region", N_("Arab region")
    ASIA = "Asia", N_("Asia")
    EUROPE = "Europe", N_("Europe")
    INTERREGIONAL = "Interregional", N_("Interregional")
    PACIFIC = "Pacific", N_("Pacific")


class OrganizationKind(Labelled):
    AGENCY = "agency", N_("Agency")
    COMMISSION = "commission", N_("Commission")
    COMMISSIONER = "commissioner", N_("Commissioner")
    COMMITTEE = "committee", N_("Committee")
    COURT = "court", N_("Court")
    INSTITUTE = "institute", N_("Institute")
    INTERGOVERNMENTAL_MEETING = "intergovernmental_meeting", N_("Intergovernmental meeting")
    INTERGOVERNMENTAL_ORGANIZATION = "intergovernmental_organization", N_("Intergovernmental organization")
    MECHANISM = "mechanism", N_("Mechanism")
    NETWORK = "network", N_("Network")
    OFFICE = "office", N_("Office")
    REGIONAL_INTEGRATION_ORGANIZATION = (
        "regional_integration_organization",
        N_("Regional integration organization"),
    )
    SECRETARIAT = "secretariat", N_("Secretariat")
    SECRETARIAT_DIVISION = "secretariat_division", N_("Division of a secretariat")


class Formalization(Labelled):
    """How an organization came to be: the resolution speaks of "all their levels of formalization"."""

    ASSOCIATION_NETWORK = "association_network", N_("Association or network")
    CHARTER_BODY = "charter_body", N_("Charter body")
    ORGAN_BY_RESOLUTION_OR_DECISION = "organ_by_resolution_or_decision", N_("Organ by resolution or decision")
    POLITICAL_COMMITMENT = "political_commitment", N_("Political commitment")
    SECONDARY_LAW_AGENCY = "secondary_law_agency", N_("Agency under secondary law")
    TREATY_COURT = "treaty_court", N_("Court under a treaty")
    TREATY_MONITORING_BODY = "treaty_monitoring_body", N_("Treaty-monitoring body")
    TREATY_NOT_IN_FORCE = "treaty_not_in_force", N_("Treaty not yet in force")
    TREATY_ORGANIZATION = "treaty_organization", N_("Organization under a treaty")


class Confidence(Labelled):
    FOUND = "found", N_("Found in a published source")
    VERIFY = "verify", N_("To be verified")
    OURS = "ours", N_("Our own assumption")


class Capacity(Labelled):
    """In which capacity a focal point speaks for its organization."""

    PRIMARY = "primary", N_("Focal point")
    ALTERNATE = "alternate", N_("Alternate focal point")
