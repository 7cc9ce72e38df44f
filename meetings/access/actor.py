"""Who is asking, and what that person may do."""

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from meetings.access.permissions import GRANTS, STAFF, Permission, Role
from meetings.base import secrets


@runtime_checkable
class Scoped(Protocol):
    """A thing on which (or below which) a role can be held, such as a session and its meeting."""

    def scopes(self) -> tuple[tuple[str, int], ...]: ...


@dataclass(frozen=True)
class Holding:
    """A role in force today, on something or (`on_kind` empty) everywhere."""

    role: Role
    on_kind: str = ""
    on_id: int | None = None


@dataclass(frozen=True)
class Actor:
    """The person behind a request or a command; nobody has an account when `account_id` is None."""

    account_id: int | None = None
    name: str = ""
    email: str = ""
    zone: str | None = None
    holdings: tuple[Holding, ...] = (Holding(Role.ANYONE),)
    session_digest: str = field(default="", repr=False)

    @property
    def signed_in(self) -> bool:
        return self.account_id is not None

    @property
    def device_mark(self) -> str:
        """What tells, on a device, whose the words are that wait there to be sent."""
        return secrets.digest(f"{self.account_id} minutes")[:12]

    @property
    def is_staff(self) -> bool:
        return any(h.role in STAFF for h in self.holdings)

    def holds(self, role: Role) -> bool:
        return any(h.role is role for h in self.holdings)

    def may(self, permission: Permission, on: object | None = None) -> bool:
        """Whether the permission is held everywhere, or on this thing or one that it lies in.

        Without a thing: whether it is held at all. A thing that tells no scopes needs a role held everywhere.
        """
        granted = [h for h in self.holdings if h.role in GRANTS[permission]]
        if on is None or any(not h.on_kind for h in granted):
            return bool(granted)
        scopes = on.scopes() if isinstance(on, Scoped) else ()
        return any((h.on_kind, h.on_id) in scopes for h in granted)

    def scope(self, permission: Permission, kind: str) -> frozenset[int] | None:
        """The ids of things of that kind on which the permission is held; None: on all."""
        granted = [h for h in self.holdings if h.role in GRANTS[permission]]
        if any(not h.on_kind for h in granted):
            return None
        return frozenset(h.on_id for h in granted if h.on_kind == kind and h.on_id is not None)


ANYONE = Actor()
# Commands of the person who runs the machine.
OPERATOR = Actor(account_id=None, name="the operator", holdings=(Holding(Role.ADMINISTRATOR),))
# As whom the house acts by itself, and whoever gave no name.
OF_THE_HOUSE = (OPERATOR.name, "the worker", "")
