// The printed timetable, on A3 across: the overview by area, a table for each day, the map.

const paper = {};
const SHEET_WIDTH = 1480; // px of an overview; the printer scales it to the sheet
const SHEET_ROWS = 56;
const SHEET_DAYS = 14;
const PAPER_ROW = 15;
const PAPER_NAMES = 170;

function printSection() {
  paper.root = element("div", { class: "paper", "aria-hidden": "true" });
  addEventListener("beforeprint", drawPaper);
  addEventListener("afterprint", () => emptied(paper.root));
  return paper.root;
}

// Everything anew in the chosen zone and with the chosen filters, when the printer asks for it.
function drawPaper() {
  emptied(paper.root);
  const entries = matching();
  for (const page of overviewPages(entries)) paper.root.append(page);
  for (const [day, those] of byDay(entries)) paper.root.append(dayPage(day, those));
  if (matchingLeftOut().length) paper.root.append(sheet("paper-left", say("leftOut"), leftOutList(matchingLeftOut())));
  if (CHART) paper.root.append(mapPage());
}

// A part that begins on a new page. Head and foot carry the marking where the browser prints no margins.
function sheet(name, title, ...inside) {
  const line = (part) => element(part, {}, element("tr", {}, element("td", { class: "sheet-marking" }, CONTENT.marking)));
  return element("table", { class: `sheet ${name}` }, line("thead"), line("tfoot"),
    element("tbody", {}, element("tr", {}, element("td", {},
      element("h2", {}, element("span", { text: title }), element("small", { text: listText([CONTENT.exercise.title, timesText(), filtered() ? filterText() : ""]) })), inside))));
}

const timesText = () => say("timesIn", { zone: zoneChoices().find(([key]) => key === view.zone)[1] });

function filterText() {
  return say("onlyWith", { filters: [view.nation, view.kind, view.area, view.text.trim()].filter(Boolean).join(", ") });
}

// The overview: rows of lanes for some days, as many pages as it needs.
function overviewPages(entries) {
  const lanes = lanesOf("areas", entries, !filtered());
  const days = daysBetween(STARTEX, ENDEX);
  const pages = [];
  for (let first = 0; first < days.length; first += SHEET_DAYS) {
    const part = days.slice(first, first + SHEET_DAYS);
    let rows = [];
    let height = 0;
    const done = () => {
      if (rows.length) pages.push(sheet("paper-overview", say("overview"), overview(rows, part[0].begins, part[part.length - 1].ends), paperLegend()));
      rows = [];
      height = 0;
    };
    for (const lane of lanes) {
      if (height + lane.rows > SHEET_ROWS) done();
      rows.push(lane);
      height += lane.rows;
    }
    done();
  }
  return pages;
}

function overview(lanes, from, until) {
  const [begins, ends] = [Math.max(from, STARTEX), Math.min(until, ENDEX)];
  const scale = (SHEET_WIDTH - PAPER_NAMES) / (ends - begins);
  const x = (minute) => PAPER_NAMES + (limited(minute, begins, ends) - begins) * scale;
  const top = 20;
  const height = top + lanes.reduce((sum, lane) => sum + lane.rows * PAPER_ROW + 2, 0);
  const picture = shape("svg", { class: "overview", viewBox: `0 0 ${SHEET_WIDTH} ${height}`, width: SHEET_WIDTH, height });
  const rect = (name, a, b, y, h) => shape("rect", { class: name, x: x(a).toFixed(1), width: Math.max(1, x(b) - x(a)).toFixed(1), y, height: h });
  for (const [a, b, light] of lightBetween(begins, ends)) if (light !== "day") picture.append(rect(`light-${light}`, a, b, top, height - top));
  for (const { begins: a, ends: b } of daysBetween(begins, ends)) {
    picture.append(shape("path", { class: "midnight", d: `M${x(a)} 0V${height}` }), shape("text", { class: "day-name", x: x(a) + 4, y: 14, text: dayLabel(a, (b - a) * scale) }));
  }
  let y = top;
  for (const lane of lanes) {
    const tall = lane.rows * PAPER_ROW + 2;
    picture.append(shape("path", { class: "lane-line", d: `M0 ${y}H${SHEET_WIDTH}` }));
    picture.append(shape("text", { class: "lane-name", x: 2, y: y + 11 }, shape("tspan", { class: "lane-id", text: lane.record ? lane.record.id : say("without_areas") }),
      lane.record ? shape("tspan", { dx: 5, text: shortened(lane.record.title || "", Math.max(0, 26 - lane.record.id.length)) }) : null));
    for (const [a, b] of lane.shut) if (b > begins && a < ends) picture.append(rect("shut", a, b, y, tall));
    for (const bar of lane.bars) if (bar.until > begins && bar.from < ends) picture.append(paperBar(bar, y, x, rect));
    y += tall;
  }
  return picture;
}

function paperBar(bar, y, x, rect) {
  const { entry } = bar;
  const top = y + 1.5 + bar.row * PAPER_ROW;
  const room = x(bar.next) - x(entry.begins) - 4;
  const text = entry.id || say("reserved");
  const fits = room > text.length * 5.2 + 4;
  const more = fits && room > (nameOf(entry).length + 3) * 5;
  return shape("g", { class: `bar ${entryClass(entry)}` },
    rect("taken", bar.from, bar.until, top + 3, PAPER_ROW - 7), rect("run", entry.begins, entry.ends, top, PAPER_ROW - 2),
    fits ? shape("text", { x: x(entry.begins) + 3, y: top + 10 }, shape("tspan", { class: "code", text: `${entryCode(entry)} ` }), more ? nameOf(entry) : text) : null);
}

function paperLegend() {
  return element("p", { class: "paper-legend" }, KINDS.map((kind, place) => element("span", {}, chip(place), kind.name)),
    element("span", {}, element("span", { class: "swatch swatch-taken" }), say("signTaken")), element("span", {}, element("span", { class: "swatch shut" }), say("signShut")));
}

const PAPER_COLUMNS = ["Time", "Groups", "Serial", "Kind", "Areas", "Taken", "Nations", "Units", "Remarks"];

function dayPage(day, entries) {
  const head = element("thead", {}, element("tr", {}, PAPER_COLUMNS.map((name) => element("th", { scope: "col", class: `col-${name}`, text: say(`column${name}`) }))));
  const rows = entries.map((entry) => element("tr", {},
    element("td", { text: `${clockText(entry.begins)}–${clockText(entry.ends)}${dayNumber(entry.ends) > day ? ` +${dayNumber(entry.ends) - day}` : ""}` }), element("td", { class: "dtg", text: groupText(entry.begins) }),
    element("td", {}, element("b", { text: entry.id || say("reserved") }), ` ${entry.title || ""}`),
    element("td", {}, chip(entry.kind), kindOf(entry) ? ` ${kindOf(entry).name}` : ""),
    element("td", { text: entry.areas.map((a) => AREAS[a].id).join(" + ") }),
    element("td", { text: entry.areas.length && (entry.from < entry.begins || entry.until > entry.ends) ? `${clockText(entry.from)}–${clockText(entry.until)}` : "" }),
    element("td", { text: entry.nations.map((n) => NATIONS[n].id).join(", ") }), element("td", { text: entry.units.map((u) => UNITS[u].id).join(", ") }),
    element("td", { text: paperRemarks(entry) })));
  return sheet("paper-day", dayText(midnight(day), "full"), element("table", { class: "paper-table" }, head, element("tbody", {}, rows)));
}

function paperRemarks(entry) {
  return listText([
    entry.shut.length ? say("paperShuts", { areas: entry.shut.map((place) => AREAS[place].id).join(", ") }) : entry.danger !== undefined ? say("hasDanger") : "",
    ...entry.after.map(({ serial, gate }) => (gate ? say("paperGate", { serial: serial || say("notReleased"), gate }) : "")),
  ]);
}

// The map with all areas and all danger zones of the exercise, and the names of the areas beside it.
function mapPage() {
  const parts = chartPicture("p");
  const [width, height] = [1130, 880];
  const frame = fittedFrame(width, height);
  setFrame(parts, frame);
  drawDangers(parts, () => true);
  const states = AREAS.map(() => ({ running: [], taken: [], units: [], idle: [], shutBy: [], closed: false }));
  drawTags(parts, frame, states);
  parts.svg.setAttribute("width", width);
  parts.svg.setAttribute("height", height);
  return sheet("paper-map", say("map"), element("div", { class: "paper-chart" }, parts.svg,
    element("div", { class: "paper-areas" }, mapLegend("paper"), element("ul", {}, AREAS.map((area) => element("li", {}, areaSign(area.kind), element("b", { text: area.id }), ` ${area.title || ""}`))))));
}
