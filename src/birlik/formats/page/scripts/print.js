// The printed timetable, on A3 across: the overview by area, a table for each day, the map.

const paper = {};
const SHEET_WIDTH = 1480; // px of an overview; the printer scales it to the sheet
const SHEET_HEIGHT = 890;
const SHEET_DAYS = 14;
const PAPER_ROWS = [14, 24]; // px of a row, at least and at most
const PAPER_HEAD = 20;
const PAPER_NAMES = 190;

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
  if (matchingLeftOut().length)
    paper.root.append(sheet("paper-left", say("leftOut"), leftOutList(matchingLeftOut())));
  if (CHART) paper.root.append(...mapPages());
}

// A part that begins on a new page. Head and foot carry the marking where the browser prints no margins.
function sheet(name, title, ...inside) {
  const line = (part) =>
    element(part, {}, element("tr", {}, element("td", { class: "sheet-marking" }, CONTENT.marking)));
  return element(
    "table",
    { class: `sheet ${name}` },
    line("thead"),
    line("tfoot"),
    element(
      "tbody",
      {},
      element(
        "tr",
        {},
        element(
          "td",
          {},
          element(
            "h2",
            {},
            element("span", { text: title }),
            element("small", {
              text: listText([CONTENT.exercise.title, timesText(), filtered() ? filterText() : ""]),
            }),
          ),
          inside,
        ),
      ),
    ),
  );
}

const timesText = () => say("timesIn", { zone: zoneChoices().find(([key]) => key === view.zone)[1] });

function filterText() {
  return say("onlyWith", {
    filters: [view.nation, view.kind, view.area, view.text.trim()].filter(Boolean).join(", "),
  });
}

// The overview: rows of lanes for some days, as many pages as it needs.
function overviewPages(entries) {
  const lanes = lanesOf("areas", entries, !filtered());
  const days = daysBetween(STARTEX, ENDEX);
  const most = Math.floor((SHEET_HEIGHT - PAPER_HEAD) / PAPER_ROWS[0]);
  const parts = [];
  let room = 0;
  for (const lane of lanes) {
    if (room < lane.rows) {
      parts.push([]);
      room = most;
    }
    parts[parts.length - 1].push(lane);
    room -= lane.rows;
  }
  const pages = [];
  for (let first = 0; first < days.length; first += SHEET_DAYS) {
    const some = days.slice(first, first + SHEET_DAYS);
    for (const part of parts)
      pages.push(
        sheet(
          "paper-overview",
          say("overview"),
          overview(part, some[0].begins, some[some.length - 1].ends),
          paperLegend(),
        ),
      );
  }
  return pages;
}

function overview(lanes, from, until) {
  const [begins, ends] = [Math.max(from, STARTEX), Math.min(until, ENDEX)];
  const scale = (SHEET_WIDTH - PAPER_NAMES) / (ends - begins);
  const x = (minute) => PAPER_NAMES + (limited(minute, begins, ends) - begins) * scale;
  const rows = lanes.reduce((sum, lane) => sum + lane.rows, 0);
  const row = limited((SHEET_HEIGHT - PAPER_HEAD) / rows - 0.5, ...PAPER_ROWS);
  const height = PAPER_HEAD + lanes.reduce((sum, lane) => sum + lane.rows * row + 1, 0);
  const pattern = hatch("overview", "danger");
  pattern.setAttribute("patternTransform", "rotate(45)");
  const picture = shape(
    "svg",
    { class: "overview", viewBox: `0 0 ${SHEET_WIDTH} ${height.toFixed(1)}`, width: SHEET_WIDTH, height },
    shape("defs", {}, pattern),
  );
  const rect = (name, a, b, y, h) =>
    shape("rect", {
      class: name,
      x: x(a).toFixed(1),
      width: Math.max(1.5, x(b) - x(a)).toFixed(1),
      y: y.toFixed(1),
      height: h.toFixed(1),
    });
  for (const [a, b, light] of lightBetween(begins, ends))
    if (light !== "day") picture.append(rect(`light-${light}`, a, b, PAPER_HEAD, height - PAPER_HEAD));
  for (const { begins: a, ends: b } of daysBetween(begins, ends)) {
    picture.append(
      shape("path", { class: "midnight", d: `M${x(a)} 0V${height}` }),
      shape("text", { class: "day-name", x: x(a) + 4, y: 14, text: dayLabel(a, (b - a) * scale) }),
    );
  }
  let y = PAPER_HEAD;
  for (const lane of lanes) {
    const tall = lane.rows * row + 1;
    picture.append(
      shape("path", { class: "lane-line", d: `M0 ${y}H${SHEET_WIDTH}` }),
      paperName(lane, y + row / 2 + 4),
    );
    for (const [a, b] of lane.shut) {
      if (b <= begins || a >= ends) continue;
      const shut = rect("shut", a, b, y, tall);
      shut.style.fill = "url(#overview-danger)";
      picture.append(shut);
    }
    for (const bar of lane.bars)
      if (bar.until > begins && bar.from < ends)
        picture.append(paperBar(bar, y + 1 + bar.row * row, row - 1.5, x, rect));
    y += tall;
  }
  return picture;
}

function paperName(lane, y) {
  if (!lane.record) return shape("text", { class: "lane-name", x: 2, y, text: say("without_areas") });
  const { id, title } = lane.record;
  return shape(
    "text",
    { class: "lane-name", x: 2, y },
    shape("tspan", { class: "lane-id", text: shortened(id, 24) }),
    shape("tspan", { dx: 5, text: shortened(title || "", Math.max(0, 29 - id.length)) }),
  );
}

// A bar with as much of its name as there is room for, in it or beside it.
function paperBar(bar, top, tall, x, rect) {
  const { entry } = bar;
  const id = entry.id || say("reserved");
  const run = x(entry.ends) - x(entry.begins);
  const room = x(bar.next) - x(entry.begins) - 4;
  const [code, short, long] = [15, id.length * 6 + 4, nameOf(entry).length * 5 + 6];
  const start = run >= code + short ? 3 : run + 3;
  const left = room - start - code;
  const text = left >= long ? nameOf(entry) : left >= short ? id : "";
  return shape(
    "g",
    { class: `bar ${entryClass(entry)}` },
    rect("taken", bar.from, bar.until, top + 3, tall - 6),
    rect("run", entry.begins, entry.ends, top, tall),
    text
      ? shape(
          "text",
          { x: (x(entry.begins) + start).toFixed(1), y: (top + tall / 2 + 3.5).toFixed(1) },
          shape("tspan", { class: "code", text: `${entryCode(entry)} ` }),
          text,
        )
      : null,
  );
}

function paperLegend() {
  return element(
    "p",
    { class: "paper-legend" },
    KINDS.map((kind, place) => element("span", {}, chip(place), kind.name)),
    element("span", {}, element("span", { class: "swatch swatch-taken" }), say("signTaken")),
    element("span", {}, element("span", { class: "swatch shut" }), say("signShut")),
  );
}

const PAPER_COLUMNS = ["Time", "Groups", "Serial", "Kind", "Areas", "Taken", "Nations", "Units", "Remarks"];

function dayPage(day, entries) {
  const head = element(
    "thead",
    {},
    element(
      "tr",
      {},
      PAPER_COLUMNS.map((name) =>
        element("th", { scope: "col", class: `col-${name}`, text: say(`column${name}`) }),
      ),
    ),
  );
  const rows = entries.map((entry) =>
    element(
      "tr",
      {},
      element("td", {
        text: `${clockText(entry.begins)}–${clockText(entry.ends)}${laterText(entry.begins, entry.ends)}`,
      }),
      element("td", { class: "dtg", text: groupText(entry.begins) }),
      element("td", {}, element("b", { text: entry.id || say("reserved") }), ` ${entry.title || ""}`),
      element("td", {}, chip(entry.kind), kindOf(entry) ? ` ${kindOf(entry).name}` : ""),
      element("td", { text: entry.areas.map((a) => AREAS[a].id).join(" + ") }),
      element("td", {
        text:
          entry.areas.length && (entry.from < entry.begins || entry.until > entry.ends)
            ? `${clockText(entry.from)}–${clockText(entry.until)}`
            : "",
      }),
      element("td", { text: entry.nations.map((n) => NATIONS[n].id).join(", ") }),
      element("td", { text: entry.units.map((u) => UNITS[u].id).join(", ") }),
      element("td", { text: paperRemarks(entry) }),
    ),
  );
  return sheet(
    "paper-day",
    dayText(midnight(day), "full"),
    element("table", { class: "paper-table" }, head, element("tbody", {}, rows)),
  );
}

function paperRemarks(entry) {
  return listText([
    entry.shut.length
      ? say("paperShuts", { areas: entry.shut.map((place) => AREAS[place].id).join(", ") })
      : entry.danger !== undefined
        ? say("hasDanger")
        : "",
    ...entry.after.map(({ serial, gate }) =>
      gate ? say("paperGate", { serial: serial || say("notReleased"), gate }) : "",
    ),
  ]);
}
