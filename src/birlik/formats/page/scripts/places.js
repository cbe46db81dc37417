// What is where at a moment: serials, units and shut areas, gathered into tags that do not overlap.

const NEAR = 46; // px within which areas of a site share a tag
const SAME = 14; // px within which any areas do
const TAG_LINE = 13;
const TAG_WORDS = 34; // signs of a line in a tag

const measuring = document.createElement("canvas").getContext("2d");

function textWidth(text, bold) {
  measuring.font = `${bold ? "600 " : ""}11px ${getComputedStyle(document.body).fontFamily}`;
  return measuring.measureText(text).width;
}

// Units by where they are: in a serial that runs, or idle where their last one was.
const SERIALS_OF_UNIT = UNITS.map(() => []);
for (const entry of ENTRIES) {
  if (entry.areas.length) for (const unit of entry.units) SERIALS_OF_UNIT[unit].push(entry);
}

function placeOfUnit(unit, minute) {
  let last = null;
  for (const entry of SERIALS_OF_UNIT[unit]) {
    if (entry.begins > minute) break;
    if (runsAt(entry, minute)) return { area: entry.areas[0], running: true };
    if (!last || entry.ends >= last.ends) last = entry;
  }
  return last && minute < (UNITS[unit].departs || Infinity) ? { area: last.areas[0], running: false } : null;
}

// State of each area at a moment: what runs and is set up there, who is there, what shuts it.
function areaStates(minute) {
  const states = AREAS.map(() => ({
    running: [],
    taken: [],
    units: [],
    idle: [],
    shutBy: [],
    closed: false,
  }));
  for (const entry of ENTRIES) {
    if (runsAt(entry, minute)) {
      for (const area of entry.areas) states[area].running.push(entry);
      for (const area of entry.shut) states[area].shutBy.push(entry);
    } else if (occupiesAt(entry, minute)) for (const area of entry.areas) states[area].taken.push(entry);
  }
  UNITS.forEach((unit, number) => {
    const place = placeOfUnit(number, minute);
    if (place) states[place.area][place.running ? "units" : "idle"].push(number);
  });
  AREAS.forEach((area, place) => {
    states[place].closed = (area.shut || []).some(([begins, ends]) => begins <= minute && minute < ends);
  });
  return states;
}

// Word for what an area is at the moment; also its class on the map.
function stateName(state) {
  if (state.running.length) return "running";
  if (state.shutBy.length) return "shut";
  if (state.taken.length) return "taken";
  return state.closed ? "closed" : "free";
}

// Areas that are close on the screen, together.
function clusters(frame) {
  const found = [];
  AREAS.forEach((area, place) => {
    if (!area.centre) return;
    const point = onScreen(frame, project(...area.centre));
    const near = found.find(
      (cluster) =>
        Math.hypot(cluster.x - point[0], cluster.y - point[1]) < (cluster.site === area.site ? NEAR : SAME),
    );
    if (near) {
      near.areas.push(place);
      near.x += (point[0] - near.x) / near.areas.length;
      near.y += (point[1] - near.y) / near.areas.length;
    } else found.push({ x: point[0], y: point[1], site: area.site, areas: [place] });
  });
  return found.filter(({ x, y }) => x > -80 && y > -40 && x < frame.width + 80 && y < frame.height + 40);
}

function clusterName(areas) {
  if (areas.length === 1) return AREAS[areas[0]].id;
  const sites = [...new Set(areas.map((place) => AREAS[place].site || AREAS[place].id))];
  return sites.length > 2 ? say("areaAndMore", { id: sites[0], n: sites.length - 1 }) : sites.join(", ");
}

// Names of clusters; where two would be called the same, the smaller one goes by its first area.
function nameClusters(found) {
  const named = new Set();
  for (const cluster of [...found].sort((a, b) => b.areas.length - a.areas.length)) {
    const name = clusterName(cluster.areas);
    const { id } = AREAS[cluster.areas[0]];
    cluster.name = !named.has(name)
      ? name
      : cluster.areas.length > 1
        ? say("areaAndMore", { id, n: cluster.areas.length - 1 })
        : id;
    named.add(name);
  }
  return found;
}

// Numbers of units by nation: "KAZ 4  AZE 2".
function nationCounts(units) {
  const counts = new Map();
  for (const unit of units) {
    const { nation } = UNITS[unit];
    const id = nation === undefined ? "?" : NATIONS[nation].id;
    counts.set(id, (counts.get(id) || 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, count]) => `${id} ${count}`)
    .join(" · ");
}

const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

// Lines of a tag: where, what runs, who is there.
function tagLines(cluster, states) {
  const unique = (part) => [...new Set(cluster.areas.flatMap((place) => states[place][part]))];
  const running = unique("running");
  const taken = unique("taken");
  const lines = [{ text: shortened(cluster.name, TAG_WORDS), name: "where" }];
  if (running.length === 1) lines.push({ text: shortened(nameOf(running[0]), TAG_WORDS), name: "what" });
  else if (running.length) lines.push({ text: say("serialsRun", { n: running.length }), name: "what" });
  else if (taken.length)
    lines.push({
      text: say("setUpOrClear", { id: shortened(taken[0].id || say("reserved"), 14) }),
      name: "idle",
    });
  const [units, idle] = [unique("units"), unique("idle")];
  if (units.length) lines.push({ text: nationCounts(units), name: "units" });
  if (idle.length) lines.push({ text: say("idleUnits", { n: idle.length }), name: "idle" });
  return {
    lines,
    busy: running.length > 0,
    weight: running.length * 10 + units.length + taken.length + idle.length / 10,
  };
}

// Tags beside their places so that none hides another; a busy one is always shown.
function layTags(frame, states) {
  const tags = nameClusters(clusters(frame)).map((cluster) => ({ ...cluster, ...tagLines(cluster, states) }));
  tags.sort((a, b) => b.weight - a.weight || a.areas[0] - b.areas[0]);
  const boxes = tags.map(({ x, y }) => [x - 5, y - 5, x + 5, y + 5]);
  const laid = [];
  for (const tag of tags) {
    tag.width = Math.max(...tag.lines.map(({ text, name }) => textWidth(text, name === "where"))) + 12;
    tag.height = tag.lines.length * TAG_LINE + 6;
    const [x, y] = [tag.x, tag.y];
    const spots = [
      [x + 9, y - tag.height / 2],
      [x - 9 - tag.width, y - tag.height / 2],
      [x - tag.width / 2, y - tag.height - 9],
      [x - tag.width / 2, y + 9],
      [x + 9, y - tag.height - 4],
      [x + 9, y + 4],
      [x - 9 - tag.width, y - tag.height - 4],
      [x - 9 - tag.width, y + 4],
    ];
    const own = boxes.findIndex(([left, top]) => left === x - 5 && top === y - 5);
    const free = spots.find(
      ([left, top]) =>
        left >= 2 &&
        top >= 2 &&
        left + tag.width < frame.width &&
        top + tag.height < frame.height - 40 &&
        boxes.every(
          ([l, t, r, b], at) =>
            at === own || left > r || left + tag.width < l || top > b || top + tag.height < t,
        ),
    );
    if (!free && !tag.busy) continue;
    [tag.left, tag.top] = free || [
      limited(spots[0][0], 2, Math.max(2, frame.width - tag.width - 2)),
      spots[0][1],
    ];
    boxes.push([tag.left, tag.top, tag.left + tag.width, tag.top + tag.height]);
    laid.push(tag);
  }
  return { tags: laid, dots: tags };
}
