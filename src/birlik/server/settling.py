"""What a server does once it listens: it loads what pages need, and looks for garbage seldom from then on."""

from __future__ import annotations

import gc
import threading

#: Objects made before the youngest are looked through, and how often that is done before older ones are
#: too. By itself Python does it after every 700 of them, and every few hundred requests looks through
#: modules, catalogues and all; for so long nobody is answered.
YOUNG, MIDDLE, OLD = 10_000, 10, 10


def settle() -> threading.Thread:
    """Load in a thread of its own what pages need, so that it is not the first reader who waits for it.

    What there is by then counts among what stays until the end, and is not looked through any more.
    """
    thread = threading.Thread(target=_settle, name="birlik-settling", daemon=True)
    thread.start()
    return thread


def _settle() -> None:
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils import translation

    from birlik.languages.catalogues import translated

    assert get_resolver().url_patterns
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Overview")
        translated(language, "{number} serial")
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.collect()
    gc.freeze()
