"""Two records become one: which value of each field stays."""

from collections.abc import Iterable, Mapping
from typing import Any

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled

# The fields of a record, in the order in which people read them.
CHOSEN = {
    "name": N_("Name"),
    "sort_key": N_("Sorted as"),
    "email": N_("Address"),
    "function": N_("Function"),
    "organization_id": N_("Organization"),
    "zone": N_("Time zone"),
    "account_id": N_("Account"),
}


class Choice(Labelled):
    """Whose value stays: that of the record that is kept, or that of the one that goes into it."""

    KEPT = "kept", N_("this record’s")
    GONE = "gone", N_("the other’s")


def check_chosen(
    kept: Mapping[str, Any], gone: Mapping[str, Any], chosen: Mapping[str, Choice]
) -> dict[str, Any]:
    """The values of the record to be; Refused when it would have no address or account where one of them has."""
    values = {name: (gone if chosen.get(name) is Choice.GONE else kept)[name] for name in CHOSEN}
    for name, sentence in NOT_NONE.items():
        if not values[name] and (kept[name] or gone[name]):
            raise Refused(sentence, field=name)
    return values


NOT_NONE = {
    "email": N_("One of them has an address. The record keeps it."),
    "account_id": N_("One of them can sign in. The record keeps the account."),
}


def changed_fields(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterable[str]:
    """What people call the fields in which a record is no longer as it was."""
    return [label for name, label in CHOSEN.items() if then.get(name) != now.get(name)]
