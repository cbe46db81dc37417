"""A server for `benchmarks.live`, which changes something whenever it is told to on its standard input."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from birlik.exercise.roles import Role

#: Seats of each nation.
ROLES = (Role.PLANNER, Role.OBSERVER, Role.TRAINING_AUDIENCE)


def main(arguments: list[str]) -> None:
    """Serve on a port: from a folder, for so many readers; or, bare, something of the same size."""
    folder, port, *readers = arguments
    if folder == "bare":
        asyncio.run(_bare(int(port)))
    else:
        _serve(Path(folder), int(port), int(readers[0]))


def _say(content: object) -> None:
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


def _attend(change: Callable[[], float]) -> None:
    """Change something for each line that comes, and say when that was submitted."""

    def attend() -> None:
        for _ in sys.stdin:
            _say({"submitted": change()})

    threading.Thread(target=attend, daemon=True).start()


def _serve(folder: Path, port: int, readers: int) -> None:
    from birlik.server.serving import bound, prepared, run

    prepared(folder)
    from birlik.formats.planfile import read
    from birlik.log.drafts import changed, step
    from birlik.log.imports import preview_of
    from birlik.server.desk import keeping

    plan = read(Path("examples/unity-2024/unity-2024.xlsx")).plan
    # Everything is for all, so that every seat is told of every change.
    plan = plan.model_copy(
        update={
            "exercise": plan.exercise.model_copy(update={"default_release": ("ALL",)}),
            "release_defaults": (),
            "serials": tuple(
                serial.model_copy(update={"releasable_to": (), "owner": None})
                for serial in plan.serials
            ),
        }
    )
    logs = keeping.logs()
    log = logs.begin()
    assert logs.append(log, preview_of(logs.state(log), plan).step("server", "KAZ")).fine
    seats = [(nation.id, role) for nation in plan.nations for role in ROLES]
    tickets = _tickets(log, seats, readers)

    def change() -> float:
        state = logs.state(log)
        key = state.of("serials").ordered[0]
        number = state.position
        draft = changed(
            state, "serials", key, {"title": f"Gathering, {number}", "duration": number}
        )
        submitted = time.monotonic()
        assert logs.append(log, step("anna", "KAZ", [draft])).fine
        return submitted

    def ready(_: object) -> None:
        _attend(change)
        _say({"tickets": tickets, "seats": min(len(seats), readers)})

    run(bound("127.0.0.1", port), ready)
    keeping.close()


def _tickets(log: str, seats: list[tuple[str, Role]], readers: int) -> list[str]:
    """Tickets of so many people, each with a session and a part."""
    from datetime import timedelta

    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from birlik.server.live.making import tickets
    from birlik.server.live.standing import password_proof
    from birlik.server.live.tickets import Ticket
    from birlik.server.people.models import Account, Membership

    accounts = Account.objects.bulk_create(
        Account(email=f"p{n}@example.org", name=f"Person {n}") for n in range(readers)
    )
    parts = [seats[n % len(seats)] for n in range(readers)]
    Membership.objects.bulk_create(
        Membership(account=account, exercise=log, nation=nation, role=role.value)
        for account, (nation, role) in zip(accounts, parts, strict=True)
    )
    end = timezone.now() + timedelta(days=1)
    Session.objects.bulk_create(
        Session(session_key=f"session{n}", session_data="", expire_date=end) for n in range(readers)
    )
    until = int(time.time()) + 3600
    return [
        tickets().text(
            Ticket(
                account.key,
                account.name,
                log,
                nation,
                role.value,
                False,
                f"session{number}",
                "",
                password_proof(account),
                until,
            )
        )
        for number, (account, (nation, role)) in enumerate(zip(accounts, parts, strict=True))
    ]


async def _bare(port: int) -> None:
    """An application that does nothing but send one message to all."""
    import uvicorn

    queues: set[asyncio.Queue[bytes]] = set()
    loop = asyncio.get_running_loop()
    message = b"id: " + b"x" * 64 + b"\nevent: change\ndata: " + b"x" * 230 + b"\n\n"

    async def application(_: MutableMapping[str, Any], __: Any, send: Any) -> None:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        queues.add(queue)
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        body = b"event: ready\n\n"
        while True:
            await send({"type": "http.response.body", "body": body, "more_body": True})
            body = await queue.get()

    def tell() -> None:
        for queue in queues:
            queue.put_nowait(message)

    def change() -> float:
        submitted = time.monotonic()
        loop.call_soon_threadsafe(tell)
        return submitted

    config = uvicorn.Config(
        application,
        port=port,
        backlog=4096,
        log_level="critical",
        lifespan="off",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    _attend(change)
    _say({})
    await serving


if __name__ == "__main__":
    main(sys.argv[1:])
