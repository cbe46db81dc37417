"""A problem as arrays that compiled code reads: rows for activities, modes, units, areas and pools."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

#: Stands for "no limit" and for a moment that never comes; far from overflow when added to.
FAR = 1 << 40

# Columns of Tables.activity. A name with an END behind it is a stretch of rows of another table.
DURATION, SETUP, CLEARUP, PRIORITY, PEOPLE, NATIONS, STRIDE, GROUP = range(8)
MODES, MODES_END = 8, 9  # rows of mode
UNITS, UNITS_END = 10, 11  # places in lists: units that must take part
CHOICES, CHOICES_END = 12, 13  # rows of triples: count, candidates' first place in lists, their end
HOLDS, HOLDS_END = 14, 15  # rows of triples: pool, amount, row of bits where it is short
LINKS, LINKS_END = 16, 17  # rows of triples: activity before, least gap, most gap
FOLLOWERS, FOLLOWERS_END = 18, 19  # rows of triples: activity behind, least gap, most gap
NEVER, NEVER_END = 20, 21  # places in lists: activities that do not run beside it
WISHES, WISHES_END = 22, 23  # rows of triples: cost, first row of pairs, their end
TAKEN, TAKEN_END = 24, 25  # places in State.taken: all units that take part
ROWS, ROWS_END = 26, 27  # places in lists: rows of bits of its units and pools, clear while it runs
ACTIVITY_COLUMNS = 28

# Columns of Tables.mode.
SITE = 0
STARTS, STARTS_END = 1, 2  # rows of pairs: from, up to but not including
AREAS, AREAS_END = 3, 4  # places in lists
SHUT, SHUT_END = 5, 6  # places in lists: areas that its danger zone shuts
BARRED, BARRED_END = 7, 8  # rows of triples: unit, first row of pairs, their end
REST, WORK, SHARES = 9, 10, 11  # sets of rules, a bit for each
MODE_COLUMNS = 12

# Columns of Tables.unit.
NATION, PERSONNEL, SPEED, BUSY, LOAD = 0, 1, 2, 3, 4
MEMBERS, MEMBERS_END = 5, 6  # places in State.members
UNIT_REST, UNIT_WORK = 7, 8
UNIT_COLUMNS = 9

# Columns of Tables.area: limits, rows of bits (-1 if none), rows of State.profile (-1 if none).
SERIALS, FULL, ANY, SHUT_BITS, COUNT, SHUTS, MOST_PEOPLE, CROWD = range(8)
AREA_COLUMNS = 8

# Columns of Tables.pool.
QUANTITY, USED_UP, PROFILE, CLASSES, CLASSES_END = range(
    5
)  # classes: rows of triples (amount, bits, -)
POOL_COLUMNS = 5

# Columns of Tables.rule; a row for each rule of rest, work and fair share in turn.
LIMIT, NATION_SET = 0, 1

# Places in Tables.size.
QUANTA, BIT_ROWS, PROFILE_ROWS, TAKEN_PLACES, MEMBER_PLACES, DAYS = range(6)
RESTS, WORKS, SHARE_COUNT, FARTHEST, NATION_COUNT = range(6, 11)
GROUPS = 11  # first row of triples for the groups that begin together


class Tables(NamedTuple):
    """A problem as arrays. Times are quanta, whole numbers of the same length, from a common zero.

    Attributes
    ----------
    activity, mode, unit, area, pool : (·, columns) array of int64
        See the names of the columns.
    lists : array of int64
        All lists of numbers, one behind another.
    pairs : (·, 2) array of int64
        Stretches of quanta: from, up to but not including.
    triples : (·, 3) array of int64
    ways : (speed classes, sites, sites) array of int64
        Quanta from site to site.
    rule : (rules, 2) array of int64
    spent : (work rules, units, days) array of int64
        Work done in serials that are not part of the problem; no units if there are no such rules.
    day : array of int64
        Working day of each quantum.
    size : array of int64
        How much room a state needs.
    """

    activity: Ints
    mode: Ints
    unit: Ints
    area: Ints
    pool: Ints
    lists: Ints
    pairs: Ints
    triples: Ints
    ways: Ints
    rule: Ints
    spent: Ints
    day: Ints
    size: Ints
