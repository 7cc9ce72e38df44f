"""The kinds of organizations and of those who speak for them. Codes as in data/*.csv; labels for people."""

from enum import StrEnum

from meetings.base.words import N_


class _Labelled(StrEnum):
    @property
    def label(self) -> str:
        """The words that people read; translated where they are shown."""
        return LABELS[self]


class Region(_Labelled):
    AFRICA = "Africa"
    AMERICAS = "Americas"
    ARAB_REGION = "Arab region"
    ASIA = "Asia"
    EUROPE = "Europe"
    INTERREGIONAL = "Interregional"
    PACIFIC = "Pacific"


class OrganizationKind(_Labelled):
    AGENCY = "agency"
    COMMISSION = "commission"
    COMMISSIONER = "commissioner"
    COMMITTEE = "committee"
    COURT = "court"
    INSTITUTE = "institute"
    INTERGOVERNMENTAL_MEETING = "intergovernmental_meeting"
    INTERGOVERNMENTAL_ORGANIZATION = "intergovernmental_organization"
    MECHANISM = "mechanism"
    NETWORK = "network"
    OFFICE = "office"
    REGIONAL_INTEGRATION_ORGANIZATION = "regional_integration_organization"
    SECRETARIAT = "secretariat"
    SECRETARIAT_DIVISION = "secretariat_division"


class Formalization(_Labelled):
    """How an organization came to be: the resolution speaks of "all their levels of formalization"."""

    ASSOCIATION_NETWORK = "association_network"
    CHARTER_BODY = "charter_body"
    ORGAN_BY_RESOLUTION_OR_DECISION = "organ_by_resolution_or_decision"
    POLITICAL_COMMITMENT = "political_commitment"
    SECONDARY_LAW_AGENCY = "secondary_law_agency"
    TREATY_COURT = "treaty_court"
    TREATY_MONITORING_BODY = "treaty_monitoring_body"
    TREATY_NOT_IN_FORCE = "treaty_not_in_force"
    TREATY_ORGANIZATION = "treaty_organization"


class Confidence(_Labelled):
    FOUND = "found"
    VERIFY = "verify"
    OURS = "ours"


class Capacity(_Labelled):
    """In which capacity a focal point speaks for its organization."""

    PRIMARY = "primary"
    ALTERNATE = "alternate"


LABELS: dict[StrEnum, str] = {
    Region.AFRICA: N_("Africa"),
    Region.AMERICAS: N_("Americas"),
    Region.ARAB_REGION: N_("Arab region"),
    Region.ASIA: N_("Asia"),
    Region.EUROPE: N_("Europe"),
    Region.INTERREGIONAL: N_("Interregional"),
    Region.PACIFIC: N_("Pacific"),
    OrganizationKind.AGENCY: N_("Agency"),
    OrganizationKind.COMMISSION: N_("Commission"),
    OrganizationKind.COMMISSIONER: N_("Commissioner"),
    OrganizationKind.COMMITTEE: N_("Committee"),
    OrganizationKind.COURT: N_("Court"),
    OrganizationKind.INSTITUTE: N_("Institute"),
    OrganizationKind.INTERGOVERNMENTAL_MEETING: N_("Intergovernmental meeting"),
    OrganizationKind.INTERGOVERNMENTAL_ORGANIZATION: N_("Intergovernmental organization"),
    OrganizationKind.MECHANISM: N_("Mechanism"),
    OrganizationKind.NETWORK: N_("Network"),
    OrganizationKind.OFFICE: N_("Office"),
    OrganizationKind.REGIONAL_INTEGRATION_ORGANIZATION: N_("Regional integration organization"),
    OrganizationKind.SECRETARIAT: N_("Secretariat"),
    OrganizationKind.SECRETARIAT_DIVISION: N_("Division of a secretariat"),
    Formalization.ASSOCIATION_NETWORK: N_("Association or network"),
    Formalization.CHARTER_BODY: N_("Charter body"),
    Formalization.ORGAN_BY_RESOLUTION_OR_DECISION: N_("Organ by resolution or decision"),
    Formalization.POLITICAL_COMMITMENT: N_("Political commitment"),
    Formalization.SECONDARY_LAW_AGENCY: N_("Agency under secondary law"),
    Formalization.TREATY_COURT: N_("Court under a treaty"),
    Formalization.TREATY_MONITORING_BODY: N_("Treaty-monitoring body"),
    Formalization.TREATY_NOT_IN_FORCE: N_("Treaty not yet in force"),
    Formalization.TREATY_ORGANIZATION: N_("Organization under a treaty"),
    Confidence.FOUND: N_("Found in a published source"),
    Confidence.VERIFY: N_("To be verified"),
    Confidence.OURS: N_("Our own assumption"),
    Capacity.PRIMARY: N_("Focal point"),
    Capacity.ALTERNATE: N_("Alternate focal point"),
}
