"""Tables hold what the problem asks for: each activity, read back from its rows."""

from __future__ import annotations

from hypothesis import given

from birlik.exercise.plan import Plan
from birlik.planning.building import tables as columns
from birlik.planning.building.clock import Clock
from birlik.planning.building.flattening import tables_of
from birlik.planning.building.tables import FAR, Ints, Tables
from birlik.planning.formulate import formulate
from birlik.planning.windows import Windows
from tests.building import plan_with
from tests.planning.drafts import exercises
from tests.planning.test_any_timetable import RARE
from tests.planning.test_what_serials_ask_for import ONE_DAY


def listed(tables: Tables, row: Ints, column: int) -> list[int]:
    """List whose place stands in two columns of a row."""
    numbers: list[int] = tables.lists[row[column] : row[column + 1]].tolist()
    return numbers


def rows(tables: Tables, row: Ints, column: int) -> list[list[int]]:
    """Triples whose place stands in two columns of a row."""
    found: list[list[int]] = tables.triples[row[column] : row[column + 1]].tolist()
    return found


def quanta(windows: Windows, clock: Clock) -> list[list[int]]:
    """Stretches of quanta in which a set of minutes begins, from quantum 0 on."""
    edges = [[max(clock.begin(begin), 0), min(clock.begin(end), FAR)] for begin, end in windows]
    return [edge for edge in edges if edge[0] < edge[1]]


@RARE
@given(exercises())
def test_each_activity_can_be_read_back(plan: Plan) -> None:
    problem = formulate(plan).problem
    tables, clock = tables_of(problem)
    groups = {member: some for some in problem.together for member in some}
    for number, activity in enumerate(problem.activities):
        row = tables.activity[number]
        lengths = (activity.duration, activity.setup, activity.clearup)
        assert tuple(row[:3] * clock.length) == lengths
        assert row[columns.PRIORITY] == activity.priority
        assert row[columns.PEOPLE] == activity.people
        assert row[columns.NATIONS] == sum(1 << nation for nation in activity.nations)
        assert listed(tables, row, columns.UNITS) == list(activity.units)
        holds = rows(tables, row, columns.HOLDS)
        assert [(pool, amount) for pool, amount, _ in holds] == list(activity.holds)
        busy = [tables.unit[unit, columns.BUSY] for unit in activity.units]
        short = [bits for _, _, bits in holds if bits >= 0]
        assert listed(tables, row, columns.ROWS) == [*busy, *short]
        assert [bits < 0 for _, _, bits in holds] == [
            problem.pools[pool].used_up for pool, _ in activity.holds
        ]
        assert [
            (count, tables.lists[first:end].tolist())
            for count, first, end in rows(tables, row, columns.CHOICES)
        ] == sorted(
            ((choice.count, list(choice.candidates)) for choice in activity.choices),
            key=lambda choice: len(choice[1]),
        )
        assert rows(tables, row, columns.LINKS) == [
            [
                link.before,
                clock.least(link.least),
                FAR if link.most is None else link.most // clock.length,
            ]
            for link in activity.links
        ]
        assert [
            (cost, tables.pairs[first:end].tolist())
            for cost, first, end in rows(tables, row, columns.WISHES)
        ] == [(cost, quanta(wished, clock)) for wished, cost in activity.wishes]
        assert sorted(listed(tables, row, columns.NEVER)) == sorted(
            other for pair in problem.never if number in pair for other in pair if other != number
        )
        if number in groups:
            group = tables.triples[tables.size[columns.GROUPS] + row[columns.GROUP]]
            assert tables.lists[group[0] : group[1]].tolist() == sorted(groups[number])
        else:
            assert row[columns.GROUP] == -1
        modes = tables.mode[row[columns.MODES] : row[columns.MODES_END]]
        assert len(modes) == len(activity.modes)
        for at, (there, mode) in enumerate(zip(modes, activity.modes, strict=True)):
            assert there[columns.SITE] == (-1 if mode.site is None else mode.site)
            assert listed(tables, there, columns.AREAS) == list(mode.areas)
            assert listed(tables, there, columns.SHUT) == sorted(mode.shut)
            starts = tables.pairs[there[columns.STARTS] : there[columns.STARTS_END]].tolist()
            assert starts == quanta(mode.starts, clock)
            assert {
                unit: tables.pairs[first:end].tolist()
                for unit, first, end in rows(tables, there, columns.BARRED)
            } == {
                unit: quanta(windows, clock)
                for (m, unit), windows in activity.barred.items()
                if m == at
            }
            for column, rules in (
                (columns.REST, problem.rest),
                (columns.WORK, problem.work),
                (columns.SHARES, problem.shares),
            ):
                counted = [(number, at) in rule.counted for rule in rules]
                assert there[column] == sum(1 << bit for bit, yes in enumerate(counted) if yes)


@RARE
@given(exercises())
def test_who_waits_for_whom_stands_on_both_sides(plan: Plan) -> None:
    problem = formulate(plan).problem
    tables, _ = tables_of(problem)
    links = [
        (number, *link)
        for number, row in enumerate(tables.activity)
        for link in rows(tables, row, columns.LINKS)
    ]
    followers = [
        (behind, number, least, most)
        for number, row in enumerate(tables.activity)
        for behind, least, most in rows(tables, row, columns.FOLLOWERS)
    ]
    assert sorted(followers) == links


@RARE
@given(exercises())
def test_every_unit_has_room_for_all_it_may_take_part_in(plan: Plan) -> None:
    problem = formulate(plan).problem
    tables, clock = tables_of(problem)
    room = tables.unit[:, columns.MEMBERS_END] - tables.unit[:, columns.MEMBERS]
    for unit in range(len(problem.forces)):
        some = [a for a in problem.activities if unit in a.units or unit in a.candidates]
        assert room[unit] >= len(some)
        work = sum(activity.duration for activity in problem.activities if unit in activity.units)
        assert tables.unit[unit, columns.LOAD] == clock.least(work)
    assert tables.size[columns.MEMBER_PLACES] == room.sum()


def test_a_problem_without_activities_has_empty_tables() -> None:
    nothing = formulate(plan_with(**ONE_DAY)).problem
    tables, clock = tables_of(nothing)
    assert (len(tables.activity), len(tables.mode), clock.length) == (0, 0, 15)
