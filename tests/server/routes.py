"""Every address of the server, derived from its routes, so that a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

#: What is put in place of a part of an address, by the name of the part.
PARTS = {
    "pk": "7",
    "uidb36": "abc",
    "key": "abc",
    "provider_id": "oidc",
    "secret": "abc",
    "part": "abc",
    "exercise": "abc",
    "kind": "serials",
    "record": "abc",
    "step": "abc",
    "form": "plan.json",
}


def routes() -> list[tuple[str, str]]:
    """Name and address of each route; parts of the address that vary hold something made up."""
    return list(_under(get_resolver(), ""))


def _under(resolver: URLResolver, before: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _under(pattern, before + _example(pattern))
        else:
            yield pattern.name or "", "/" + before + _example(pattern)


def _example(pattern: URLPattern | URLResolver) -> str:
    matcher = pattern.pattern
    text = str(matcher)
    if not hasattr(matcher, "converters") or "(?P<" in text:
        return _example_of_expression(text)
    for name, converter in matcher.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        text = text.replace(f"<{kind}:{name}>", PARTS[name]).replace(f"<{name}>", PARTS[name])
    return text


def _example_of_expression(text: str) -> str:
    """Address that a regular expression takes; knows groups with names, and nothing else."""
    made = ""
    text = text.removeprefix("^").removesuffix("$")
    while "(?P<" in text:
        start = text.index("(?P<")
        depth, end = 0, start
        for end in range(start, len(text)):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            if depth == 0:
                break
        name = text[start + 4 : text.index(">", start)]
        made += text[:start] + PARTS[name]
        text = text[end + 1 :]
    return made + text
