"""The guard of an exercise's pages: who has no part in it is told what he is told of what is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS, SHEETS
from birlik.exercise.roles import Reader, Role
from birlik.exercise.sentences import said
from birlik.server.desk.changing import Author
from birlik.server.desk.deciding import open_decision
from birlik.server.desk.exporting import marking_of
from birlik.server.desk.findings import Findings, findings_in, findings_known
from birlik.server.desk.keeping import logs
from birlik.server.desk.programme import title_of
from birlik.server.desk.sight import Absent, Sight
from birlik.server.live.following import following
from birlik.server.people.granting import LEADING
from birlik.server.people.memberships import administers, membership_kept
from birlik.server.people.models import Account, Membership
from birlik.server.people.preferences import zone_of
from birlik.server.people.views.access import signed_in
from birlik.server.speaking import moment, spoken
from birlik.server.store.interface import NoSuchLog, StoreError
from birlik.server.store.logs import Logs
from birlik.server.web import errors

P = ParamSpec("P")

#: Keys that lead to places of an exercise: pressed one after the other.
KEYS = {
    "overview": "g o",
    "board": "g b",
    "map": "g m",
    "grid": "g t",
    "conference": "g c",
    "documents": "g d",
    RecordKind.SERIAL.value: "g s",
    RecordKind.UNIT.value: "g u",
    RecordKind.AREA.value: "g a",
    "history": "g h",
    "import": "g i",
    "export": "g e",
}

#: Serials from which on judging a plan takes so long that not every page waits for it.
LARGE = 2_000

#: What the session keeps until the next page: what was done, and the step to take back.
DONE = "done"


@dataclass(frozen=True)
class Desk:
    """A person at an exercise.

    Attributes
    ----------
    account : Account
    part : Membership
    logs : Logs
    sight : Sight
        What he sees as the request begins.
    """

    account: Account
    part: Membership
    logs: Logs
    sight: Sight

    @property
    def key(self) -> str:
        """Key of the exercise."""
        return self.part.exercise

    @property
    def author(self) -> Author:
        """Who changes something here."""
        return Author(self.account.key, self.sight.reader)

    @cached_property
    def findings(self) -> Findings:
        """What is wrong with what he sees."""
        return findings_in(self.sight)

    @property
    def zone(self) -> ZoneInfo:
        """Zone in which he wants to see when something happened: his own, or the exercise's."""
        return zone_of(self.account) or self.sight.plan.zone

    def moment(self, at: datetime | None) -> str:
        """A moment by his clock."""
        if at is None:
            return ""
        return moment(at.astimezone(self.zone))


def reader_of(part: Membership) -> Reader:
    """What a part in an exercise lets somebody read."""
    return Reader(part.nation, Role(part.role), part.trusted_agent)


def desk_of(account: Account, exercise: str) -> Desk:
    """The desk of a person at an exercise.

    Raises
    ------
    Absent
        If he has no part in it, or there is none.
    """
    part = membership_kept(account, exercise)
    if part is None:
        raise Absent(said("There is no such exercise"))
    store = logs()
    try:
        return Desk(account, part, store, Sight(store.state(exercise), reader_of(part)))
    except NoSuchLog as error:
        raise Absent(said("There is no such exercise")) from error


View = Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]


def at_desk(view: View[P]) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """A page of an exercise, for those alone who have a part in it."""

    @wraps(view)
    def guarded(
        request: HttpRequest, exercise: str, *arguments: P.args, **options: P.kwargs
    ) -> HttpResponse:
        try:
            return view(request, desk_of(signed_in(request), exercise), *arguments, **options)
        except Absent as error:
            raise Http404 from error
        except StoreError as error:
            return errors.unavailable(str(error))

    return cast("Callable[Concatenate[HttpRequest, str, P], HttpResponse]", login_required(guarded))


def told(request: HttpRequest, text: str, step: str = "", *, undone: bool = False) -> None:
    """Say on the next page what was done; with a step, it can be taken back there, or done again."""
    request.session[DONE] = {"text": spoken(text), "step": step, "undone": undone}


def slug(kind: RecordKind) -> str:
    """Kind as it stands in an address."""
    return kind.value.replace("_", "-")


def shown(
    request: HttpRequest,
    desk: Desk,
    template: str,
    context: Mapping[str, Any],
    *,
    marking: str | None = None,
    here: str = "",
    record: str = "",
    status: int = 200,
    waits: bool = True,
) -> HttpResponse:
    """A page of an exercise, with its navigation and its marking; it follows what changes.

    Parameters
    ----------
    marking : str, optional
        Of what the page shows; that of all that the reader sees if it is not said.
    here : str
        Name of the place in the exercise's navigation.
    record : str
        Key of the record that the page shows.
    waits : bool
        Whether it waits until all is judged; a large plan is judged no sooner than its table is there.
    """
    kind = here if record else ""
    around = {
        "desk": desk,
        "exercise": desk.key,
        "exercise_title": title_of(desk.sight) or _("Exercise"),
        "places_here": _places(desk, here, waits),
        "marking": marking_of(desk.sight) if marking is None else marking,
        "done": request.session.pop(DONE, None),
        "zone": desk.sight.plan.zone.key,
        "own_zone": desk.zone.key,
        "here_address": request.get_full_path(),
        "administers": administers(desk.account),
        "open_decision": _open_decision(desk),
        "live": following(desk.sight, desk.account.key, kind, record),
    }
    return render(request, template, around | dict(context), status=status)


def _confers(sight: Sight) -> bool:
    """Whether the conference room holds anything for a reader."""
    return sight.reader.staff


def _open_decision(desk: Desk) -> dict[str, str] | None:
    """The decision toward which his changes count, as every page says it."""
    found = open_decision(desk.sight, desk.account.key)
    if found is None:
        return None
    return {"name": found.decision.record.name}


def _places(desk: Desk, here: str, waits: bool) -> list[dict[str, Any]]:
    """Places of the exercise: overview, kinds of record, history, import and export."""
    large = desk.sight.count(RecordKind.SERIAL) >= LARGE
    known = desk.findings if waits or not large else findings_known(desk.sight)
    bad = known.kinds if known is not None else {}
    found: list[dict[str, Any]] = [
        {
            "title": _("Overview"),
            "address": reverse("overview", args=[desk.key]),
            "name": "overview",
        },
        {"title": _("Board"), "address": reverse("board", args=[desk.key]), "name": "board"},
        {"title": _("Map"), "address": reverse("map", args=[desk.key]), "name": "map"},
    ]
    if _confers(desk.sight):
        found.append(
            {
                "title": _("Conference"),
                "address": reverse("conferences", args=[desk.key]),
                "name": "conference",
            }
        )
    for kind in MODELS:
        count = desk.sight.count(kind)
        if not count and not desk.sight.may_add(kind):
            continue
        found.append(
            {
                "title": SHEETS[kind],
                "address": reverse("records", args=[desk.key, kind]),
                "name": kind.value,
                "count": "" if kind is RecordKind.EXERCISE else count,
                "bad": bad.get(kind, 0),
            }
        )
    found.append(
        {"title": _("History"), "address": reverse("history", args=[desk.key]), "name": "history"}
    )
    if desk.sight.reader.staff:
        found.append(
            {"title": _("Import"), "address": reverse("import", args=[desk.key]), "name": "import"}
        )
    found.append(
        {
            "title": _("Documents"),
            "address": reverse("documents", args=[desk.key]),
            "name": "documents",
        }
    )
    if desk.sight.reader.staff:
        found.append(
            {
                "title": _("Warnings"),
                "address": reverse("warnings", args=[desk.key]),
                "name": "warnings",
            }
        )
    found.append(
        {
            "title": _("Visitors"),
            "address": reverse("visitors", args=[desk.key]),
            "name": "visitors",
        }
    )
    found.append(
        {"title": _("Export"), "address": reverse("export", args=[desk.key]), "name": "export"}
    )
    if desk.part.role in LEADING:
        address = reverse("exercise_invitations", args=[desk.key])
        found.append({"title": _("Invitations"), "address": address, "name": "invitations"})
    for place in found:
        place["here"] = place["name"] == here
        place["keys"] = KEYS.get(place["name"], "")
    return found
