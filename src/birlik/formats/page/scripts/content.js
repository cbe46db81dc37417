// The records of the page, tied to each other.

const [STARTEX, ENDEX] = CONTENT.span;
const AREAS = CONTENT.areas;
const UNITS = CONTENT.units;
const NATIONS = CONTENT.nations;
const OBJECTIVES = CONTENT.objectives;
const KINDS = CONTENT.kinds;

// Serials and reserved times in the timetable, by beginning.
const ENTRIES = CONTENT.entries.map((entry, place) => ({
  areas: [],
  units: [],
  nations: [],
  objectives: [],
  shut: [],
  chosen: [],
  after: [],
  wishes: [],
  wishesBroken: [],
  asks: [],
  more: [],
  ...entry,
  place,
  placed: true,
  key: entry.id || `reserved-${place}`,
}));

const LEFT_OUT = CONTENT.leftOut.map((serial, place) => ({
  areas: [],
  units: [],
  nations: [],
  objectives: [],
  shut: [],
  chosen: [],
  after: [],
  wishes: [],
  wishesBroken: [],
  asks: [],
  more: [],
  ...serial,
  place,
  placed: false,
  key: serial.id,
}));

const BY_KEY = new Map([...LEFT_OUT, ...ENTRIES].map((entry) => [entry.key, entry]));

// Serials that wait for another one, by its id.
const FOLLOWERS = new Map();
for (const entry of [...ENTRIES, ...LEFT_OUT]) {
  for (const { serial } of entry.after) {
    if (!serial) continue;
    if (!FOLLOWERS.has(serial)) FOLLOWERS.set(serial, []);
    FOLLOWERS.get(serial).push(entry);
  }
}

const NATION_OF = new Map(NATIONS.map((nation, place) => [nation.id, place]));

function nameOf(entry) {
  if (!entry.id) return say("reserved");
  return entry.title ? `${entry.id} ${entry.title}` : entry.id;
}

function kindOf(entry) {
  return entry.kind === undefined ? null : KINDS[entry.kind];
}

function titled(record) {
  return record.title ? `${record.id} ${record.title}` : record.id;
}

const runsAt = (entry, minute) => entry.begins <= minute && minute < entry.ends;
const occupiesAt = (entry, minute) => entry.from <= minute && minute < entry.until;

// What can be looked for in an entry: everything that it says, in small letters.
for (const entry of BY_KEY.values()) {
  const kind = kindOf(entry);
  entry.haystack = [
    nameOf(entry),
    kind && kind.name,
    entry.notes,
    entry.phase,
    ...entry.areas.map((a) => titled(AREAS[a])),
    ...entry.units.map((u) => titled(UNITS[u])),
    ...entry.nations.map((n) => titled(NATIONS[n])),
    ...entry.objectives.map((o) => titled(OBJECTIVES[o])),
    ...entry.asks.flatMap(([, values]) => values.filter((v) => typeof v === "string")),
  ]
    .filter(Boolean)
    .join("\n")
    .toLocaleLowerCase();
}
