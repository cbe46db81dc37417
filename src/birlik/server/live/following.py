"""What a page says to the script that follows the stream."""

from __future__ import annotations

import time

from django.urls import reverse

from birlik.server.desk.sight import Sight
from birlik.server.live.making import cursors


def following(sight: Sight, account: str = "", kind: str = "", record: str = "") -> dict[str, str]:
    """Context ``live`` of a page that is made from a sight: its script goes on exactly from there.

    Parameters
    ----------
    sight : Sight
    account : str
        Key of the account for which the page is, so that its script does not name him among the others.
    kind, record : str
        Kind and key of the record that the page shows; empty if it shows none.
    """
    log = sight.state.log
    return {
        "tickets": reverse("live_ticket", args=[log]),
        "since": cursors().text(sight.state, sight.reader.seat, time.time()),
        "account": account,
        "kind": kind,
        "record": record,
    }
