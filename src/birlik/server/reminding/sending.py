"""Sends reminders: one e-mail for each person, with all that his nation promised and that is due."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from birlik.exercise.editing import LEADERS
from birlik.exercise.roles import Reader, Role
from birlik.languages import SOURCE
from birlik.server.desk.promises import Promise, promises
from birlik.server.desk.sight import Sight
from birlik.server.people.audit import SERVER, recorded
from birlik.server.people.models import Account, Membership
from birlik.server.people.preferences import language_for
from birlik.server.reminding.models import Reminded
from birlik.server.store.interface import NoSuchLog
from birlik.server.store.logs import Logs

_log = logging.getLogger("birlik.reminding")

#: Those who are reminded of what their nation promised.
REMINDED = (Role.PLANNER, *sorted(LEADERS))


@dataclass(frozen=True)
class Sent:
    """What came of sending reminders.

    Attributes
    ----------
    people, items : int
        To whom a mail went, and how many action items stand in all of them.
    failed : int
        Mails that the mail server did not take; they are sent when it is tried again.
    """

    people: int = 0
    items: int = 0
    failed: int = 0


def remind(logs: Logs, now: datetime | None = None) -> Sent:
    """Remind everybody of what is due, if he was not reminded of it already."""
    now = now or datetime.now(UTC)
    people = items = failed = 0
    for account, due in _due(logs, now):
        claimed = _claimed(account, due)
        if not claimed:
            continue
        if _mailed(account, [promise for promise, _ in claimed]):
            people, items = people + 1, items + len(claimed)
            recorded("was reminded of action items", SERVER, account.key, items=len(claimed))
        else:
            failed += 1
            Reminded.objects.filter(pk__in=[row.pk for _, row in claimed]).delete()
    if people or failed:
        _log.info("Reminded %s people of %s action items; %s mails failed", people, items, failed)
    return Sent(people, items, failed)


def _due(logs: Logs, now: datetime) -> Iterable[tuple[Account, list[Promise]]]:
    """People with all that they are to be reminded of, whether they were already or not."""
    found: dict[str, tuple[Account, list[Promise]]] = {}
    seats: dict[tuple[str, Reader], tuple[Promise, ...]] = {}
    parts = Membership.objects.filter(role__in=REMINDED, account__is_active=True)
    for part in parts.select_related("account").order_by("account", "exercise"):
        reader = Reader(part.nation, Role(part.role), part.trusted_agent).seat
        seat = part.exercise, reader
        if seat not in seats:
            try:
                seats[seat] = promises(Sight(logs.state(part.exercise), reader), now)
            except NoSuchLog:
                seats[seat] = ()
        if seats[seat] and part.account.email:
            found.setdefault(part.account_id, (part.account, []))[1].extend(seats[seat])
    return list(found.values())


def _claimed(account: Account, due: Iterable[Promise]) -> list[tuple[Promise, Reminded]]:
    """Those of which nobody reminds him but we; another process that is as quick gets none of them."""
    found = []
    for promise in due:
        row = Reminded(
            account=account,
            exercise=promise.exercise,
            item=promise.seen.key,
            due=promise.due,
            stage=promise.stage,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue
        found.append((promise, row))
    return found


def _mailed(account: Account, due: list[Promise]) -> bool:
    """Whether the mail server took a reminder, which is in the language of whom it goes to."""
    with translation.override(language_for(account, due[0].exercise) or SOURCE):
        late = sum(promise.days < 0 for promise in due)
        subject = ngettext(
            "Birlik: %(number)s action item is due",
            "Birlik: %(number)s action items are due",
            len(due),
        ) % {"number": len(due)}
        text = render_to_string(
            "reminding/mail.txt",
            {"account": account, "late": late, "exercises": _by_exercise(due)},
        )
    try:
        EmailMessage(subject=subject, body=text, to=[account.email]).send()
    except (smtplib.SMTPException, OSError) as error:
        _log.warning("A reminder to %s could not be sent: %s", account.key, error)
        return False
    return True


def _by_exercise(due: Iterable[Promise]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    origin = settings.ADDRESS.origin if settings.ADDRESS else ""
    for promise in due:
        exercise = found.setdefault(
            promise.exercise,
            {
                "title": promise.title,
                "address": origin + reverse("overview", args=[promise.exercise]) if origin else "",
                "promised": [],
            },
        )
        exercise["promised"].append(
            {
                "name": promise.item.name,
                "due": promise.due,
                "late": -promise.days if promise.days < 0 else 0,
            }
        )
    return list(found.values())
