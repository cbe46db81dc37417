"""``tools/extract-strings``: brings catalogues up to date and says how far each language is."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from birlik.languages.checking import faults
from birlik.languages.extracting import brought_up_to_date, is_translated, read
from birlik.languages.known import LANGUAGES, SOURCE


def main(asked: Sequence[str]) -> None:
    """Bring the catalogues of some languages up to date, or of all."""
    for language in asked or [code for code in LANGUAGES if code != SOURCE]:
        if language not in LANGUAGES or language == SOURCE:
            sys.exit(f"there is no catalogue of {language}; there are {', '.join(LANGUAGES)}")
        changed = brought_up_to_date(language)
        messages = [message for message in read(language) if message.id]
        done = sum(is_translated(message) for message in messages)
        news = "written" if changed else "as it was"
        sys.stdout.write(f"{language}: {done:,} of {len(messages):,} texts translated ({news})\n")
        for fault in faults(language):
            sys.stdout.write(f"  {fault}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
