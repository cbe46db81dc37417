"""Decides what somebody may grant to others: one rule, asked when a link is made and when it is used.

No role outranks release, so that nobody gives himself, by a link, what another nation has not released:

* an administrator grants anything;
* a nation's director and chief planner grant parts for their nation, in roles not above their own;
* those of the host grant besides, for any nation, a visitor's part, and that of a director or chief
  planner while the nation has none: whoever comes first leads his nation, and invites for it from then on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from birlik.server.people.memberships import PartIn
from birlik.server.people.roles import Role

#: Those who lead the planning of their nation.
LEADING = frozenset({Role.DIRECTOR, Role.CHIEF_PLANNER})

#: Roles, the highest first.
ORDER = tuple(Role)


@dataclass(frozen=True)
class Granter:
    """Somebody who would grant something.

    Attributes
    ----------
    administrator : bool
    part : PartIn or None
        His own in the exercise; None if he has none.
    host : str
        Nation that hosts the exercise.
    """

    administrator: bool = False
    part: PartIn | None = None
    host: str = ""


def may_grant_any(by: Granter) -> bool:
    """Whether somebody may grant any part at all in the exercise in which he has one."""
    return by.part is not None and by.part.role in LEADING


def roles_within(by: Granter) -> tuple[Role, ...]:
    """Roles that are not above his own, the highest first."""
    return ORDER[ORDER.index(by.part.role) :] if by.part else ()


def refusal(
    by: Granter, wanted: PartIn | None, administrator: bool, led: Collection[str] = ()
) -> str:
    """Why somebody may not grant a part, in a sentence; empty if he may.

    Parameters
    ----------
    wanted : PartIn or None
        None for an account alone.
    administrator : bool
        Whether the account is to look after people and settings.
    led : collection of str
        Nations that have a director or a chief planner in the exercise.
    """
    if by.administrator:
        return ""
    if administrator or wanted is None:
        return _("Only an administrator does this.")
    own = by.part
    if own is None or own.exercise != wanted.exercise or own.role not in LEADING:
        return _("Directors and chief planners invite for their nation; you are neither here.")
    if wanted.role not in roles_within(by):
        return _("Nobody grants a role above his own.")
    if wanted.nation == own.nation:
        return ""
    if not own.nation or own.nation != by.host:
        return _("You invite for %(nation)s alone.") % {"nation": own.nation}
    if wanted.role == Role.VISITOR or (wanted.role in LEADING and wanted.nation not in led):
        return ""
    return _(
        "%(nation)s invites its own people, for they read what it has not released. You can invite "
        "visitors, and its director or chief planner while it has neither."
    ) % {"nation": wanted.nation}
