// Lanes of the timeline: one for each area, unit, nation or objective, its serials packed into rows.

const GROUPINGS = {
  areas: { records: AREAS, what: "area", of: (entry) => entry.areas, group: (area) => area.site || "" },
  units: { records: UNITS, what: "unit", of: (entry) => entry.units, group: (unit) => unitNation(unit) },
  nations: { records: NATIONS, what: "nation", of: (entry) => entry.nations, group: () => "" },
  objectives: { records: OBJECTIVES, what: "objective", of: (entry) => entry.objectives, group: () => "" },
};

function unitNation(unit) {
  return unit.nation === undefined ? "" : titled(NATIONS[unit.nation]);
}

// Only an area is taken while a serial is set up and cleared away.
function extent(entry, grouping) {
  return grouping === "areas" ? [entry.from, entry.until] : [entry.begins, entry.ends];
}

// Lanes of a grouping for some entries, in order, each with its bars; empty ones only if nothing is filtered.
function lanesOf(grouping, entries, withEmpty) {
  const { records, what, of, group } = GROUPINGS[grouping];
  const lanes = records.map((record, place) => ({
    key: `${grouping}-${place}`,
    what,
    record,
    place,
    group: group(record),
    bars: [],
    shut: [],
    away: [],
  }));
  const rest = {
    key: `${grouping}-none`,
    what: null,
    record: null,
    place: -1,
    group: "",
    bars: [],
    shut: [],
    away: [],
  };
  for (const entry of entries) {
    const places = of(entry);
    if (!places.length) rest.bars.push({ entry });
    for (const place of places) lanes[place].bars.push({ entry });
  }
  const kept = [...lanes, rest].filter((lane) => lane.bars.length || (withEmpty && lane.record));
  for (const lane of kept) {
    if (grouping === "areas" && lane.record) shutTimes(lane);
    if (grouping === "units" && lane.record) lane.away = awayTimes(lane.record);
    lane.rows = packed(lane.bars, grouping);
  }
  return kept;
}

// When danger zones and its own hours shut an area.
function shutTimes(lane) {
  for (const entry of ENTRIES) {
    if (entry.shut.includes(lane.place)) lane.shut.push([entry.begins, entry.ends, entry]);
  }
  lane.away = lane.record.shut || [];
}

// When a unit is not yet or no longer there.
function awayTimes(unit) {
  const away = [];
  if (unit.arrives > STARTEX) away.push([STARTEX, unit.arrives]);
  if (unit.departs < ENDEX) away.push([unit.departs, ENDEX]);
  return away;
}

// Gives each bar a row so that none overlap, and tells it where the next in its row begins.
function packed(bars, grouping) {
  for (const bar of bars) [bar.from, bar.until] = extent(bar.entry, grouping);
  bars.sort((a, b) => a.from - b.from || a.until - b.until || a.entry.place - b.entry.place);
  const lasts = [];
  for (const bar of bars) {
    let row = lasts.findIndex((last) => last.until <= bar.from);
    if (row < 0) row = lasts.length;
    if (lasts[row]) lasts[row].next = bar.from;
    bar.row = row;
    bar.next = Infinity;
    lasts[row] = bar;
  }
  return Math.max(1, lasts.length);
}
