"""The directory's filters on pages that write to many."""

from dataclasses import dataclass
from typing import Any

from flask import request

from meetings.access.actor import Actor
from meetings.directory import queries as directory
from meetings.directory.forms import FilterForm
from meetings.directory.queries import Wanted

FILTERS = ("q", "region", "kind", "formalization", "country", "focal")


@dataclass(frozen=True)
class Filtered:
    """The filter's form and what it asks for; `chosen`: somebody has filtered, so all who fit are ticked."""

    form: FilterForm
    wanted: Wanted
    args: dict[str, Any]
    chosen: bool


def filtered(actor: Actor) -> Filtered:
    """The filter of the address; what it cannot hold is left out."""
    form = FilterForm(request.args)
    form.offer(directory.countries(actor))
    wanted = form.wanted("name", "1")
    shown = {name: str(getattr(wanted, name) or "") for name in FILTERS}
    for name, value in shown.items():
        form[name].data = value
    return Filtered(
        form, wanted, {k: v for k, v in shown.items() if v}, bool({*FILTERS, "whom"} & set(request.args))
    )
