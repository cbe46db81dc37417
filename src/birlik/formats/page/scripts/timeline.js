// The timeline: lanes against time, of which only what is in sight is drawn.

const GROUP_ROW = 22; // px of a heading between lanes
const MOST_SCALE = 4; // px a minute: a quarter of an hour is 60 px
const PHONE_DAY = 480; // px of a day at first on a phone
const OVERSCAN = 200; // px drawn beyond each edge

const timeline = {
  scale: 0,
  fitted: true,
  lanes: [],
  height: 0,
  parts: {},
};

function timelineSection() {
  const parts = timeline.parts;
  parts.axis = {
    light: element("div", { class: "axis-light" }),
    phases: element("div", { class: "axis-phases" }),
    days: element("div", { class: "axis-days" }),
    times: element("div", { class: "axis-times" }),
  };
  parts.axis.phases.style.height = `${PHASE_ROWS * PHASE_HEIGHT}px`;
  parts.pointer = element("div", { class: "pointer" });
  parts.corner = element("div", { class: "corner" }, lanesTool(), zoomTools());
  parts.head = element(
    "div",
    { class: "axis" },
    parts.axis.days,
    parts.axis.phases,
    parts.axis.times,
    parts.axis.light,
    parts.pointer,
  );
  parts.names = element("div", { class: "names" });
  parts.shade = element("div", { class: "shade", "aria-hidden": "true" });
  parts.stripes = element("div", { class: "stripes", "aria-hidden": "true" });
  parts.lines = element("div", { class: "lines", "aria-hidden": "true" });
  parts.bars = element("div", { class: "bars" });
  parts.cursor = element("div", { class: "cursor", "aria-hidden": "true" });
  parts.crumbs = crumbsPainter();
  parts.field = element(
    "div",
    { class: "field" },
    parts.shade,
    parts.stripes,
    parts.lines,
    parts.crumbs.canvas,
    parts.bars,
    parts.cursor,
  );
  parts.empty = element("p", { class: "nothing", hidden: true });
  parts.canvas = element(
    "div",
    { class: "canvas" },
    element("div", { class: "head-row" }, parts.corner, parts.head),
    element("div", { class: "body-row" }, parts.names, parts.field),
  );
  parts.scroller = element(
    "div",
    { class: "scroller", tabindex: "0", role: "group", "aria-label": say("timelineLabel") },
    parts.canvas,
  );
  parts.axisDrawer = axisDrawer(parts.axis);
  parts.barsDrawer = barsDrawer(parts.bars, parts.crumbs);
  parts.keepers = {
    names: keeper(parts.names),
    shade: keeper(parts.shade),
    stripes: keeper(parts.stripes),
    lines: keeper(parts.lines),
  };
  const section = element("section", { class: "timeline", id: "timeline" }, parts.scroller, parts.empty);
  parts.scroller.addEventListener("scroll", redrawTimeline, { passive: true });
  new ResizeObserver(() => resized()).observe(parts.scroller);
  return section;
}

const namesWidth = () => timeline.parts.corner.offsetWidth;
const fieldWidth = () => Math.max(50, timeline.parts.scroller.clientWidth - namesWidth());
const leastScale = () => fieldWidth() / Math.max(1, ENDEX - STARTEX);
const xOf = (minute) => (minute - STARTEX) * timeline.scale;
const minuteAt = (x) => STARTEX + x / timeline.scale;

// Minute under a place of the window.
function minuteUnder(clientX) {
  const box = timeline.parts.field.getBoundingClientRect();
  return limited(minuteAt(clientX - box.left), STARTEX, ENDEX);
}

// Minutes that can be seen now.
function sight() {
  const { scroller } = timeline.parts;
  const from = minuteAt(scroller.scrollLeft);
  return [from, Math.min(ENDEX, from + fieldWidth() / timeline.scale)];
}

// Lanes and their places, after the grouping or the filters have changed.
function layLanes() {
  timeline.lanes = lanesOf(view.lanes, matching(), !filtered());
  let top = 0;
  let group = "";
  for (const lane of timeline.lanes) {
    lane.heading = lane.group && lane.group !== group ? lane.group : "";
    group = lane.group;
    if (lane.heading) {
      lane.headingTop = top;
      top += GROUP_ROW;
    }
    lane.top = top;
    lane.height = lane.rows * ROW + 2 * LANE_EDGE - 1;
    top += lane.height;
  }
  timeline.height = top;
  const { parts } = timeline;
  for (const part of Object.values(parts.keepers)) part.clear();
  parts.barsDrawer.forget();
  parts.empty.hidden = timeline.lanes.length > 0;
  parts.empty.textContent = say(filtered() ? "nothingFound" : "nothingPlaced");
  parts.field.style.height = parts.names.style.height = `${top}px`;
}

function resized() {
  if (!timeline.parts.scroller.clientWidth) return;
  if (!timeline.scale && narrow.matches) setScale(Math.max(leastScale(), PHONE_DAY / DAY), view.cursor, 20);
  else if (timeline.fitted || timeline.scale < leastScale()) setScale(leastScale(), STARTEX, 0);
  else redrawTimeline();
}

// Sets px a minute so that `minute` stays `px` from the left edge of the field.
function setScale(scale, minute, px) {
  const least = leastScale();
  timeline.scale = limited(scale, least, Math.max(least, MOST_SCALE));
  timeline.fitted = timeline.scale <= least * 1.001;
  const { canvas, field, scroller } = timeline.parts;
  const width = Math.floor((ENDEX - STARTEX) * timeline.scale);
  field.style.width = `${width}px`;
  canvas.style.width = `${width + namesWidth()}px`;
  scroller.scrollLeft = (minute - STARTEX) * timeline.scale - px;
  redrawTimeline();
}

// Zooms by a factor around a place of the window, or else around the cursor if it is in sight, or the middle.
function zoom(factor, clientX) {
  const [from, until] = sight();
  let minute = view.cursor >= from && view.cursor <= until ? view.cursor : (from + until) / 2;
  if (clientX !== undefined) minute = minuteUnder(clientX);
  const px = (minute - minuteAt(timeline.parts.scroller.scrollLeft)) * timeline.scale;
  setScale(timeline.scale * factor, minute, px);
}

const wholeExercise = () => setScale(leastScale(), STARTEX, 0);

function scrollToMinute(minute, share) {
  timeline.parts.scroller.scrollLeft = xOf(minute) - fieldWidth() * (share === undefined ? 0.3 : share);
}

// Brings a minute and a lane into sight, if they are not.
function reveal(minute, lane) {
  const [from, until] = sight();
  if (minute < from || minute > until) scrollToMinute(minute);
  const { scroller, head } = timeline.parts;
  const room = scroller.clientHeight - head.offsetHeight;
  if (lane.top < scroller.scrollTop) scroller.scrollTop = lane.top - GROUP_ROW;
  else if (lane.top + lane.height > scroller.scrollTop + room)
    scroller.scrollTop = lane.top + lane.height - room + ROW;
}

// What is drawn: minutes and heights in sight and a little more, and the first minute that is really seen.
function drawnWindow() {
  const { scroller } = timeline.parts;
  const { scale } = timeline;
  const [first, last] = sight();
  return {
    first,
    scale,
    from: Math.max(STARTEX, first - OVERSCAN / scale),
    until: Math.min(ENDEX, last + OVERSCAN / scale),
    top: scroller.scrollTop - OVERSCAN,
    bottom: scroller.scrollTop + scroller.clientHeight + OVERSCAN,
  };
}

function lanesInSight({ top, bottom }) {
  return timeline.lanes.filter((lane) => lane.top + lane.height > top && lane.top - GROUP_ROW < bottom);
}

function drawTimeline() {
  const { parts } = timeline;
  if (!parts.scroller.clientWidth || !timeline.scale) return;
  const window = drawnWindow();
  const { from, until, scale } = window;
  const lanes = lanesInSight(window);
  parts.axisDrawer.draw(from, until, scale, xOf);
  drawShade(from, until);
  drawLines(from, until);
  drawNames(lanes);
  parts.barsDrawer.draw(lanes, window, xOf);
  drawCursor();
  for (const f of timeline.drawn) f();
}

timeline.drawn = [];
const redrawTimeline = soon(drawTimeline);

function drawShade(from, until) {
  const { shade } = timeline.parts.keepers;
  for (const [begins, ends, light] of lightBetween(from, until)) {
    if (light === "day") continue;
    const node = shade.keep(`${begins}`, () => element("i"));
    node.className = `light-${light}`;
    node.style.left = `${xOf(begins)}px`;
    node.style.width = `${xOf(ends) - xOf(begins)}px`;
  }
  shade.done();
}

function drawLines(from, until) {
  const { lines } = timeline.parts.keepers;
  for (const { begins } of daysBetween(from, until)) {
    lines.keep(`d${begins}`, () => element("i", { class: "midnight" })).style.left = `${xOf(begins)}px`;
  }
  for (const minute of ticksBetween(from, until, timeline.scale)) {
    lines.keep(`t${minute}`, () => element("i", { class: "tick" })).style.left = `${xOf(minute)}px`;
  }
  lines.done();
}

function drawNames(lanes) {
  const { names, stripes } = timeline.parts.keepers;
  for (const lane of lanes) {
    if (lane.heading) {
      const heading = names.keep(`g${lane.key}`, () =>
        element("div", { class: "group-name" }, element("span", { text: lane.heading })),
      );
      heading.style.top = `${lane.headingTop}px`;
      const stripe = stripes.keep(`g${lane.key}`, () => element("i", { class: "group-stripe" }));
      stripe.style.top = `${lane.headingTop}px`;
    }
    const name = names.keep(lane.key, () => nameNode(lane));
    name.style.top = `${lane.top}px`;
    name.style.height = `${lane.height}px`;
    const stripe = stripes.keep(lane.key, () => element("i", { class: "stripe" }));
    stripe.style.top = `${lane.top}px`;
    stripe.style.height = `${lane.height}px`;
  }
  names.done();
  stripes.done();
}

function nameNode(lane) {
  if (!lane.record) return element("div", { class: "name rest", text: say(`without_${view.lanes}`) });
  const { record } = lane;
  const sign = lane.what === "area" ? areaSign(record.kind) : null;
  return button(
    [sign, element("b", { text: record.id }), element("span", { text: record.title || "" })],
    () => openPanel(lane.what, record.id),
    { class: "name", title: titled(record) },
  );
}

function drawCursor() {
  const { cursor, pointer } = timeline.parts;
  const x = xOf(view.cursor);
  cursor.style.transform = `translateX(${x}px)`;
  pointer.style.transform = `translateX(${x}px)`;
  const text = clock.groups ? groupText(view.cursor) : clockText(view.cursor);
  if (pointer.textContent !== text) pointer.textContent = text;
  const width = xOf(ENDEX);
  pointer.classList.toggle("left", x > width - 60);
}

listen("lanes text nation kind area", () => {
  layLanes();
  drawTimeline();
});
listen("mode panel", () => redrawTimeline());
listen("cursor", () => redrawTimeline());
listen("theme", () => {
  timeline.parts.crumbs.forgetColours();
  redrawTimeline();
});
listen("zone groups", () => {
  timeline.parts.axisDrawer.forget();
  timeline.parts.keepers.lines.clear();
  redrawTimeline();
});
