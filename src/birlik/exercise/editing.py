"""Who may change which record, and a plan as it is after a reader has changed what he sees of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.records.cooperation import ActionItem
from birlik.exercise.records.means import Travel
from birlik.exercise.records.record import Record
from birlik.exercise.references import named, reference_fields, with_hidden
from birlik.exercise.release import BESIDE, is_own, may_read, owner_of, policy_of, readable_fields
from birlik.exercise.roles import SCRIPT, Reader, Role
from birlik.exercise.seeing import site_of
from birlik.exercise.sentences import about, said, term
from birlik.exercise.values.demands import ALL
from birlik.exercise.values.reading import Reading
from birlik.exercise.view import View

#: Kinds that are the frame of the exercise: its leaders alone change them.
FRAME = frozenset({RecordKind.EXERCISE, RecordKind.NATION})

#: Those who lead the planning of a nation, and of the exercise if the nation hosts it.
LEADERS = frozenset({Role.DIRECTOR, Role.CHIEF_PLANNER})

#: Fields that only the owner changes: whose the record is, and who else reads it.
OF_THE_OWNER = frozenset({"owner", "releasable_to", *BESIDE})


class Refused(ValueError):
    """A change that its reader may not make, with a sentence that says why.

    It never tells more than he sees: what is absent and what is hidden give the same sentence.
    """


@dataclass(frozen=True)
class Change:
    """What a reader wants of one record.

    Attributes
    ----------
    kind : RecordKind
    place : int or None
        Position of the record among its kind in his view; None adds one behind the last.
    fields : mapping of str to Any
        New value of each changed field, as the model or ``plan.json`` has it.
    remove : bool
        Whether the record goes.
    """

    kind: RecordKind
    place: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    remove: bool = False


def may_add(reader: Reader, kind: RecordKind, plan: Plan) -> bool:
    """Whether a reader may add a record of a kind, which is then his nation's."""
    if reader.whole:
        return True
    if not reader.nation or kind is RecordKind.EXERCISE:
        return False
    hosts = reader.nation == plan.exercise.host
    if kind in FRAME:
        return hosts and reader.role in LEADERS
    if reader.role is Role.CONTROLLER:
        return kind in SCRIPT
    return reader.role is Role.PLANNER or reader.role in LEADERS


def editable_fields(reader: Reader, record: Record, plan: Plan) -> frozenset[str]:
    """Fields of a record that a reader may change; none if he may not change the record.

    Nobody changes what he may not read. A planner changes the records that his nation owns, a
    controller those of the script. The host's leaders and controllers change what they may read
    of other nations too, for they put the exercise together; but whose a record is, and who reads
    it, its owner says alone. Whoever was given an action item says that it is done.
    """
    fields = readable_fields(reader, record, plan)
    if reader.whole or not fields:
        return fields
    kind = record.kind_of_record
    own = is_own(reader, record, plan)
    hosts = bool(reader.nation) and reader.nation == plan.exercise.host
    if reader.role is Role.CONTROLLER:
        allowed = kind in SCRIPT and (own or hosts)
    elif reader.role in LEADERS:
        allowed = (own or hosts) and (hosts or kind not in FRAME)
    else:
        allowed = reader.role is Role.PLANNER and own and kind not in FRAME
    if not allowed or (kind is RecordKind.RELEASE_DEFAULT and not own):
        return _promised(reader, record) & fields
    if kind is RecordKind.EXERCISE:
        # The host owns what nobody else owns: another host would be given all of it.
        fields -= {"host"}
    return fields if own else fields - OF_THE_OWNER


def _promised(reader: Reader, record: Record) -> frozenset[str]:
    """What the nation may change that an action item was given to: it says itself that it is done."""
    if not isinstance(record, ActionItem) or not reader.nation or record.nation != reader.nation:
        return frozenset()
    plans = reader.role is Role.PLANNER or reader.role in LEADERS
    return frozenset({"done"}) if plans else frozenset()


def may_edit(reader: Reader, record: Record, plan: Plan) -> bool:
    """Whether a reader may change anything of a record."""
    return bool(editable_fields(reader, record, plan))


def may_remove(reader: Reader, record: Record, plan: Plan) -> bool:
    """Whether a reader may take a record out of the plan: only its owner may."""
    if record.kind_of_record is RecordKind.EXERCISE:
        return False
    return may_edit(reader, record, plan) and is_own(reader, record, plan)


def edited(plan: Plan, view: View, change: Change) -> Plan:
    """Plan after a reader has changed a record that he sees.

    What a list of the record holds besides what he sees stays in it, each part behind the one that
    it stood behind.

    Parameters
    ----------
    plan : Plan
        The whole plan.
    view : View
        The reader's view of that plan.
    change : Change

    Raises
    ------
    Refused
        If he may not change that, or would give a record to another nation, or release what is not
        his nation's.
    """
    kind, reader = change.kind, view.reader
    records = list(plan.records(kind))
    made = record_after(plan, view, change)
    if made is None:
        del records[_place(plan, view, change)]
    elif change.place is None:
        records.append(made)
    else:
        records[_place(plan, view, change)] = made
    if kind is RecordKind.EXERCISE:
        after = plan.model_copy(update={kind.value: records[0]})
    else:
        after = plan.model_copy(update={kind.value: tuple(records)})
    if kind in (RecordKind.EXERCISE, RecordKind.NATION, RecordKind.RELEASE_DEFAULT):
        refuse_wider_defaults(reader, plan, after)
    return after


def record_after(
    plan: Plan, view: View, change: Change, added: Collection[str] = ()
) -> Record | None:
    """The whole record after a reader has changed, added or (None) removed it; see :func:`edited`.

    What it does to release defaults is asked of :func:`refuse_wider_defaults`.

    Parameters
    ----------
    added : collection of str
        Ids of records of its kind that the same step adds, which it may name.

    Raises
    ------
    Refused
    """
    kind, reader = change.kind, view.reader
    if change.place is None:
        if not may_add(reader, kind, plan):
            raise Refused(
                said("You may not add a {word} to this exercise", word=term(MODELS[kind].word))
            )
        return _added(plan, view, change, added)
    whole = plan.records(kind)[_place(plan, view, change)]
    if not change.remove:
        return _changed(plan, view, change, whole, added)
    if not may_remove(reader, whole, plan):
        raise Refused(said("Only its owner may remove a {word}", word=term(MODELS[kind].word)))
    return None


def refuse_turning(
    plan: Plan,
    view: View,
    before: Record | None,
    after: Record | None,
    added: Mapping[RecordKind, Collection[str]] = MappingProxyType({}),
) -> None:
    """Refuse to turn one whole record into another, if the reader could not do so by editing it.

    It serves undo and imports, which change many records at once; what they do to release defaults
    is asked of :func:`refuse_wider_defaults` for all of it together.

    Parameters
    ----------
    plan : Plan
        The whole plan.
    view : View
        The reader's view of that plan.
    before, after : Record or None
        The whole record; None before it is added, and after it is removed.
    added : mapping of RecordKind to collection of str
        Ids of records that the same step adds, which others may name.

    Raises
    ------
    Refused
    """
    reader = view.reader
    if reader.whole or (before is None and after is None):
        return
    if before is None:
        assert after is not None
        if not may_add(reader, after.kind_of_record, plan):
            raise Refused(said("You may not add a {word} to this exercise", word=term(after.word)))
        _refuse_giving_away(reader, plan, reader.nation, after)
        _refuse_strange(view, MODELS[after.kind_of_record](), after, added)
        return
    if after is None:
        if not may_remove(reader, before, plan):
            raise Refused(said("Only its owner may remove a {word}", word=term(before.word)))
        return
    kind = before.kind_of_record
    allowed = editable_fields(reader, before, plan)
    if not allowed:
        raise Refused(_not_yours(kind, "", False))
    names = {*(column.name for column in columns_of(type(before))), *BESIDE}
    changed = sorted(n for n in names if getattr(before, n) != getattr(after, n))
    if strange := [name for name in changed if name not in allowed]:
        raise Refused(_not_yours(kind, strange[0], True))
    _refuse_giving_away(reader, plan, owner_of(before, plan), after)
    _refuse_strange(view, before, after, added)


def _refuse_strange(
    view: View, before: Record, after: Record, added: Mapping[RecordKind, Collection[str]]
) -> None:
    """Refuse references that come or go and that the reader does not see."""
    for name, targets, words in reference_fields(after.kind_of_record):
        was, now = getattr(before, name), getattr(after, name)
        differing = set(named(was) if was else ()) ^ set(named(now) if now else ())
        known = view.known.named(*targets) | words | {after.id, view.reader.nation or after.id}
        new = {id_ for kind in targets for id_ in added.get(kind, ())}
        for one in sorted(differing - known - new):
            word = MODELS[targets[0]].word if len(targets) == 1 else "record"
            raise Refused(
                said(
                    'You see no {word} that is called "{one}"; add it first',
                    word=term(word),
                    one=one,
                )
            )
    if isinstance(after, Travel) and isinstance(before, Travel):
        sites = {"", *(site_of(area) for area in view.plan.areas), *added.get(RecordKind.AREA, ())}
        for name in ("origin", "destination"):
            if getattr(before, name) != getattr(after, name) and getattr(after, name) not in sites:
                raise Refused(
                    said(
                        'You see no area of the site "{site}"; add one first',
                        site=getattr(after, name),
                    )
                )


def _place(plan: Plan, view: View, change: Change) -> int:
    """Position in the whole plan of a record that is in view."""
    places = view.places[change.kind]
    assert change.place is not None
    if not 0 <= change.place < len(places):
        raise Refused(said("There is no such {word}", word=term(MODELS[change.kind].word)))
    place = places[change.place]
    if not may_read(view.reader, plan.records(change.kind)[place], plan):
        raise Refused(said("There is no such {word}", word=term(MODELS[change.kind].word)))
    return place


def _changed(
    plan: Plan, view: View, change: Change, whole: Record, added: Collection[str]
) -> Record:
    assert change.place is not None
    shown = view.plan.records(change.kind)[change.place]
    values = _validated(change, plan)
    changed = {name: value for name, value in values.items() if value != getattr(shown, name)}
    allowed = editable_fields(view.reader, whole, plan)
    if strange := sorted(changed.keys() - allowed):
        raise Refused(_not_yours(change.kind, strange[0], bool(allowed)))
    _refuse_unknown(view, shown, changed, added)
    stored = _merged(view, whole, changed, owner_of(whole, plan))
    unread = {name: kept for name, kept in whole.unread.items() if name not in changed}
    if unread != whole.unread and "unread" not in changed:
        stored["unread"] = unread
    after = whole.model_copy(update=stored)
    _refuse_giving_away(view.reader, plan, owner_of(whole, plan), after)
    return after


def _added(plan: Plan, view: View, change: Change, added: Collection[str]) -> Record:
    """New record: it belongs to the nation of whoever adds it."""
    empty = MODELS[change.kind]()
    values = _validated(change, plan)
    _refuse_unknown(view, empty, values, {*added, values.get("id") or ""})
    record = empty.model_copy(update=values)
    nation = view.reader.nation
    if not view.reader.whole and owner_of(record, plan) != nation and not record.owner:
        record = record.model_copy(update={"owner": nation})
    _refuse_giving_away(view.reader, plan, nation, record)
    return record


def _validated(change: Change, plan: Plan) -> dict[str, Any]:
    """Values of the changed fields, of the types of the model."""
    model = MODELS[change.kind]
    if unknown := sorted(change.fields.keys() - model.model_fields.keys()):
        raise Refused(
            said(
                'A {word} has no field "{unknown}"', word=term(model.word), unknown=unknown[0][:60]
            )
        )
    try:
        record = model.model_validate(dict(change.fields), context=Reading(zone=plan.zone))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        titles = {column.name: column.title for column in columns_of(model)}
        cause = first.get("ctx", {}).get("error") or first["msg"]
        raise Refused(about(titles.get(name, name), str(cause))) from None
    return {name: getattr(record, name) for name in change.fields}


def _not_yours(kind: RecordKind, name: str, some: bool) -> str:
    word = MODELS[kind].word
    if not some:
        return said("You may read this {word}, but not change it", word=term(word))
    titles = {column.name: column.title for column in columns_of(MODELS[kind])}
    return said(
        "{title} of this {word} is not yours to change",
        title=titles.get(name, name),
        word=term(word),
    )


def _refuse_unknown(
    view: View, shown: Record, changed: Mapping[str, Any], added: Collection[str]
) -> None:
    """Refuse new references to what the reader does not see, there or not.

    Were they taken, he could learn by guessing ids which of them are there.
    """
    if view.reader.whole:
        return
    for name, targets, words in reference_fields(shown.kind_of_record):
        if name not in changed or not changed[name]:
            continue
        known = view.known.named(*targets)
        before = getattr(shown, name)
        there = set(named(before)) if before else set()
        for one in named(changed[name]):
            if one not in known and one not in words and one not in there and one not in added:
                word = MODELS[targets[0]].word if len(targets) == 1 else "record"
                raise Refused(
                    said(
                        'You see no {word} that is called "{one}"; add it first',
                        word=term(word),
                        one=one,
                    )
                )
    sites = {site_of(area) for area in view.plan.areas}
    for name in ("origin", "destination") if isinstance(shown, Travel) else ():
        if (site := changed.get(name)) and site not in sites:
            raise Refused(said('You see no area of the site "{site}"; add one first', site=site))


def _merged(
    view: View, whole: Record, changed: Mapping[str, Any], owner: str | None
) -> dict[str, Any]:
    """Values to store: those of the reader, and in lists what he did not see."""
    merged = dict(changed)
    for name, targets, words in reference_fields(whole.kind_of_record):
        before = getattr(whole, name)
        if name in changed and isinstance(before, tuple) and before:
            hidden = set(named(before)) - view.known.meant(owner, *targets) - words
            merged[name] = with_hidden(changed[name], before, hidden)
    return merged


def _refuse_giving_away(reader: Reader, plan: Plan, owner: str | None, after: Record) -> None:
    if not reader.whole and owner_of(after, plan) != owner:
        raise Refused(said("A {word} stays with the nation that owns it", word=term(after.word)))


def refuse_wider_defaults(reader: Reader, before: Plan, after: Plan) -> None:
    """Refuse defaults that release what other nations own further than theirs were.

    The defaults are compared and not the records, so that no answer tells which records there are.
    """
    if reader.whole:
        return
    for kind, nation in _others(reader, before, after):
        was, now = (policy_of(plan).default_for(kind, nation) for plan in (before, after))
        if not _means(now, before) <= _means(was, before):
            raise Refused(
                said(
                    "This would release records of other nations; each nation says itself who reads its "
                    "records"
                )
            )


def _means(label: frozenset[str], plan: Plan) -> frozenset[str]:
    """Readers that a label means, ``ALL`` among them if it is said in so many words."""
    if ALL not in label:
        return label
    return label | policy_of(plan).nations


def _others(reader: Reader, *plans: Plan) -> Iterator[tuple[RecordKind, str | None]]:
    nations: set[str | None] = set()
    for plan in plans:
        policy = policy_of(plan)
        nations |= {*policy.nations, *(nation for _, nation in policy.defaults)}
    nations -= {reader.nation, None}
    for kind in RecordKind:
        for nation in sorted(name for name in nations if name):
            yield kind, nation
