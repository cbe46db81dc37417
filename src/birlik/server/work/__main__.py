"""A process that does what waits, one piece after another: ``python -m birlik.server.work``."""

from __future__ import annotations

import os
import sys
import threading

#: How much the work stands back behind whoever serves pages.
NICE = 10


def main() -> None:
    """Do what waits; end with the server that started this process."""
    os.umask(0o077)
    if hasattr(os, "nice"):
        os.nice(NICE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "birlik.server.settings")
    import django

    django.setup()
    from birlik.server.work.doing import do, given_up
    from birlik.server.work.places import taken
    from birlik.server.work.starting import name_of

    process = name_of(os.getpid())

    def attend() -> None:
        # Nobody writes: what is read here is that the server has ended.
        while os.read(sys.stdin.fileno(), 1):
            pass
        given_up(process)
        os._exit(0)

    threading.Thread(target=attend, name="birlik-server", daemon=True).start()
    while (piece := taken(process)) is not None:
        do(piece)


if __name__ == "__main__":
    main()
