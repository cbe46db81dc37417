"""Every address of the server, derived from its routes, so that a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    "baseline": "abc",
    "conference": "abc",
    "item": "abc",
    "decision": "abc",
    "form": "plan.json",
}


class _Braced(dict[str, str]):
    """Parts of addresses as their names in braces."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def routes() -> list[tuple[str, str]]:
    """Name and address of each route; parts of the address that vary hold something made up."""
    return list(_under(get_resolver(), "", PARTS))


def templates() -> list[str]:
    """Address of each route, once; parts that vary are their names in braces, as OpenAPI has it."""
    return sorted({address for _, address in _under(get_resolver(), "", _Braced())})


def _under(
    resolver: URLResolver, before: str, parts: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _under(pattern, before + _example(pattern, parts), parts)
        else:
            yield pattern.name or "", "/" + before + _example(pattern, parts)


def _example(pattern: URLPattern | URLResolver, parts: Mapping[str, str]) -> str:
    matcher = pattern.pattern
    text = str(matcher)
    if not hasattr(matcher, "converters") or "(?P<" in text:
        return _example_of_expression(text, parts)
    for name, converter in matcher.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        text = text.replace(f"<{kind}:{name}>", parts[name]).replace(f"<{name}>", parts[name])
    return text


def _example_of_expression(text: str, parts: Mapping[str, str]) -> str:
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
        made += text[:start] + parts[name]
        text = text[end + 1 :]
    return made + text
