"""Collects every text that people read, from code, templates and vocabulary, into the catalogues."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po

import birlik
from birlik.exercise.sentences import PLACE
from birlik.languages.borrowed import borrowed_files, has_translation
from birlik.languages.catalogues import FOLDER, mo_file, po_file
from birlik.languages.known import PLURALS
from birlik.languages.vocabulary import vocabulary

_ROOT = Path(birlik.__file__).resolve().parent

#: Functions whose literals are translated, and which of their arguments they are.
_KEYWORDS: dict[str, tuple[Any, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "said": None,
    "counted": (1, 2),
    "forms": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

#: Texts of others that are the same in every language, or that no page of ours shows.
_SIGNS = frozenset({", ", "IPv4", "IPv6", "IPv4 or IPv6"})

#: Remarks for translators in the code begin so.
_REMARK = "Translators:"

_HEADER = """\
# Birlik in {name}. How to correct a translation: docs/languages.md; words of the field: docs/glossary.md.
msgid ""
msgstr ""
"Project-Id-Version: Birlik\\n"
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals={count}; plural={rule};\\n"

"""

#: File, text (or its forms for one and many), remarks, and context.
_Found = tuple[str, str | tuple[str, ...], list[str], str]


def texts(language: str | None = None) -> Catalog:
    """Every text to translate, with the files it comes from.

    Parameters
    ----------
    language : str, optional
        Of Django's and allauth's texts, those that their own catalogues lack in it; without one, all.
    """
    catalogue = _catalogue(language)
    for where, found, remarks, context in _everything():
        catalogue.add(found, None, [(where, 0)], _flags(found), remarks, context=context or None)
    for where, found, remarks, context in _borrowed():
        one, many = (found, "") if isinstance(found, str) else (found[0], found[1])
        theirs = language is not None and has_translation(language, one, many, context)
        if one not in _SIGNS and catalogue.get(one, context or None) is None and not theirs:
            catalogue.add(
                found, None, [(where, 0)], _flags(found), remarks, context=context or None
            )
    return catalogue


@cache
def _everything() -> list[_Found]:
    """Our own texts by file; the code of a process does not change while it runs."""
    return sorted(_all(), key=lambda each: (each[0], str(each[1])))


def _all() -> Iterator[_Found]:
    for path in sorted(_ROOT.rglob("*.py")):
        yield from _in_code(path.read_bytes(), _name(path))
    for path in sorted([*_ROOT.rglob("templates/**/*.html"), *_ROOT.rglob("templates/**/*.txt")]):
        yield from _in_template(path.read_text("utf-8"), _name(path))
    for text in vocabulary():
        yield text.where, text.text, [text.about], ""


@cache
def _borrowed() -> list[_Found]:
    """Texts of others."""
    found: list[_Found] = []
    for path, where in borrowed_files():
        content = path.read_text("utf-8")
        if path.suffix == ".py":
            found += _in_code(content.encode(), where)
        else:
            found += _in_template(content, where)
    return found


def _name(path: Path) -> str:
    return f"src/birlik/{path.relative_to(_ROOT).as_posix()}"


def _in_code(content: bytes, where: str) -> Iterator[_Found]:
    keywords: Any = list(_KEYWORDS)
    for _, name, found, remarks in extract_python(
        io.BytesIO(content), keywords, [_REMARK], {"encoding": "utf-8"}
    ):
        given: Any = found
        beside: Any = remarks
        parts: list[Any] = list(given) if isinstance(given, tuple | list) else [given]
        if "pgettext" in str(name):
            if parts[0] and parts[1]:
                yield where, str(parts[1]), [], str(parts[0])
        elif parts[0]:
            many = _KEYWORDS[str(name)] and len(parts) > 1 and parts[1]
            text = (str(parts[0]), str(parts[1])) if many else str(parts[0])
            yield where, text, [_remark(each) for each in beside], ""


def _remark(remark: str) -> str:
    return remark.removeprefix(_REMARK).strip()


def _in_template(content: str, where: str) -> Iterator[_Found]:
    """Texts of a template, which Django rewrites as calls of gettext between signs that mean nothing."""
    from django.utils.translation.template import templatize

    for line in templatize(content, origin=where).splitlines():
        # Line by line and without what stands around: the rest is no Python.
        for call in _calls(line):
            yield from _in_code(call.encode(), where)


def _calls(line: str) -> Iterator[str]:
    for name in ("gettext(", "ngettext(", "pgettext(", "npgettext("):
        start = 0
        while (found := line.find(name, start)) >= 0:
            start = found + len(name)
            if found and (line[found - 1].isalnum() or line[found - 1] in "_n"):
                continue
            yield line[found:]
            break


def _flags(found: str | tuple[str, ...]) -> set[str]:
    first = found if isinstance(found, str) else found[0]
    if "%(" in first:
        return {"python-format"}
    return {"python-brace-format"} if PLACE.search(first) else set()


def _catalogue(language: str | None) -> Catalog:
    catalogue = Catalog(locale=language, project="Birlik")
    if language:
        unlocked: Any = catalogue  # nothing public sets how a language counts
        unlocked._num_plurals, unlocked._plural_expr = PLURALS[language]
    return catalogue


def brought_up_to_date(language: str, folder: Path = FOLDER) -> bool:
    """Write the catalogue of a language anew: new texts empty, old ones marked obsolete, translations kept.

    Returns
    -------
    bool
        Whether a file changed.
    """
    catalogue = read(language, folder)
    catalogue.update(texts(language), no_fuzzy_matching=True, update_creation_date=False)
    for message in catalogue:
        message.flags.difference_update({"python-format", "python-brace-format"})
        if isinstance(message.id, str) and not message.id:
            continue
        message.flags.update(
            _flags(message.id if isinstance(message.id, str) else tuple(message.id))
        )
    for key, message in list(catalogue.obsolete.items()):
        if not any(_strings(message)):
            del catalogue.obsolete[key]
    po, mo = po_file(language, folder), mo_file(language, folder)
    po.parent.mkdir(parents=True, exist_ok=True)
    changed = [
        _written(po, po_text(language, catalogue)),
        _written(mo, compiled(language, catalogue)),
    ]
    return any(changed)


def read(language: str, folder: Path = FOLDER) -> Catalog:
    """Catalogue of a language as it is; an empty one if there is none."""
    path = po_file(language, folder)
    if not path.exists():
        return _catalogue(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def po_text(language: str, catalogue: Catalog) -> bytes:
    """A catalogue for translators: by file, without dates and line numbers, so that it differs little."""
    from birlik.languages.known import LANGUAGES

    out = io.BytesIO()
    write_po(out, catalogue, width=100, omit_header=True, sort_by_file=True, include_lineno=False)
    count, rule = PLURALS[language]
    header = _HEADER.format(
        name=LANGUAGES.get(language, language), code=language, count=count, rule=rule
    )
    return header.encode() + out.getvalue()


def compiled(language: str, catalogue: Catalog) -> bytes:
    """A catalogue for programs (GNU mo): what is translated, in order, without dates."""
    count, rule = PLURALS[language]
    header = (
        f"Content-Type: text/plain; charset=utf-8\nLanguage: {language}\n"
        f"Plural-Forms: nplurals={count}; plural={rule};\n"
    )
    entries = [(b"", header.encode()), *_entries(catalogue)]
    entries.sort()
    starts, ids, strings = 7 * 4 + 16 * len(entries), b"", b""
    places = []
    for name, text in entries:
        places.append((len(ids), len(name), len(strings), len(text)))
        ids += name + b"\0"
        strings += text + b"\0"
    table: list[int] = []
    for at, length, _, _ in places:
        table += [length, starts + at]
    for _, _, at, length in places:
        table += [length, starts + len(ids) + at]
    head = struct.pack("<Iiiiiii", 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, 28)
    return head + struct.pack(f"<{len(table)}i", *table) + ids + strings


def _entries(catalogue: Catalog) -> Iterable[tuple[bytes, bytes]]:
    for message in catalogue:
        if message.id and is_translated(message) and not message.fuzzy:
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            strings = (
                message.string if isinstance(message.string, tuple | list) else (message.string,)
            )
            name = "\0".join(str(each) for each in ids)
            if message.context:
                name = f"{message.context}\x04{name}"
            yield name.encode(), "\0".join(str(each) for each in strings).encode()


def is_translated(message: Message) -> bool:
    """Whether all forms of a message have a translation."""
    return all(_strings(message))


def _strings(message: Message) -> tuple[str, ...]:
    """Translations of a message, one for each form."""
    strings: Any = message.string
    return tuple(strings) if isinstance(strings, tuple | list) else (strings or "",)


def _written(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    path.write_bytes(content)
    return True
