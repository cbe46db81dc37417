// How a hand moves the timeline: wheel, drag, pinch, and the keys.

const ZOOM_STEP = 1.5;

function timelineInput() {
  const { scroller, field, head } = timeline.parts;
  scroller.addEventListener(
    "wheel",
    (event) => {
      const overAxis = head.contains(event.target);
      if (!(event.ctrlKey || event.altKey || overAxis)) return;
      event.preventDefault();
      zoom(Math.exp(-limited(event.deltaY, -120, 120) / 300), event.clientX);
    },
    { passive: false },
  );
  drag(scroller, field);
  pinch(scroller);
  field.addEventListener("click", (event) => {
    const bar = event.target.closest(".bar");
    const crumb = crumbUnder(event);
    if (bar) openEntry(BY_KEY.get(bar.dataset.key));
    else if (crumb && !moved) openEntry(crumb.bar.entry);
    else if (!moved) moveCursor(minuteUnder(event.clientX));
  });
  field.addEventListener("pointermove", (event) => {
    const crumb = event.buttons || event.target.closest(".bar") ? null : crumbUnder(event);
    field.title = crumb ? barLabel(crumb.bar.entry) : "";
    field.classList.toggle("on-crumb", Boolean(crumb));
  });
  head.addEventListener("click", (event) => moveCursor(minuteUnder(event.clientX)));
  scroller.addEventListener("keydown", timelineKey);
}

let moved = false;

function crumbUnder(event) {
  const { field, crumbs } = timeline.parts;
  const box = field.getBoundingClientRect();
  return crumbs.at(event.clientX - box.left, event.clientY - box.top);
}

// The mouse takes hold of the background and pulls it along.
function drag(scroller, field) {
  let hold = null;
  field.addEventListener("pointerdown", (event) => {
    moved = false;
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    hold = { x: event.clientX, y: event.clientY, left: scroller.scrollLeft, top: scroller.scrollTop };
  });
  addEventListener("pointermove", (event) => {
    if (!hold) return;
    const [dx, dy] = [event.clientX - hold.x, event.clientY - hold.y];
    if (Math.abs(dx) + Math.abs(dy) > 4) moved = true;
    if (!moved) return;
    scroller.classList.add("pulled");
    scroller.scrollLeft = hold.left - dx;
    scroller.scrollTop = hold.top - dy;
  });
  addEventListener("pointerup", () => {
    hold = null;
    scroller.classList.remove("pulled");
  });
}

// Two fingers zoom.
function pinch(scroller) {
  let before = 0;
  const apart = (touches) =>
    Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
  scroller.addEventListener(
    "touchstart",
    (event) => {
      if (event.touches.length === 2) before = apart(event.touches);
    },
    { passive: true },
  );
  scroller.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length !== 2 || !before) return;
      event.preventDefault();
      const now = apart(event.touches);
      zoom(now / before, (event.touches[0].clientX + event.touches[1].clientX) / 2);
      before = now;
    },
    { passive: false },
  );
}

function moveCursor(minute) {
  look({ cursor: limited(Math.round(minute / 5) * 5, STARTEX, ENDEX) });
}

// Keys of the timeline: on a bar the arrows go to the next one, beside the bars they move what is seen.
function timelineKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const bar = event.target.closest(".bar");
  const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (arrow && !event.shiftKey && bar) step(bar, arrow);
  else if (arrow) {
    timeline.parts.scroller.scrollBy(arrow[0] * 80, arrow[1] * 3 * ROW);
  } else if (event.key === "Enter" && event.target === timeline.parts.scroller) focusFirst();
  else if (event.key === "Escape" && bar) timeline.parts.scroller.focus();
  else return;
  event.preventDefault();
}

// The first bar in sight takes the focus.
function focusFirst() {
  const window = drawnWindow();
  for (const lane of lanesInSight(window)) {
    if (lane.top + lane.height < timeline.parts.scroller.scrollTop) continue;
    const bar = lane.bars.find((b) => b.until > window.first);
    if (bar) return focusBar(lane, bar);
  }
}

function focusBar(lane, bar) {
  reveal(Math.max(bar.from, Math.min(bar.until, sight()[0])), lane);
  drawTimeline();
  const node = timeline.parts.barsDrawer.find(lane, bar);
  node.focus({ preventScroll: true });
  return node;
}

// From a bar to the one before or after it in its lane, or to the nearest of the lane above or below.
function step(node, [along, across]) {
  const place = timeline.lanes.findIndex((lane) => lane.key === node.dataset.lane);
  const lane = timeline.lanes[place];
  const at = lane.bars.findIndex((bar) => bar.entry.key === node.dataset.key);
  if (along) {
    const next = lane.bars[at + along];
    if (next) focusBar(lane, next);
    return;
  }
  const { entry } = lane.bars[at];
  const middle = (entry.begins + entry.ends) / 2;
  for (let other = place + across; timeline.lanes[other]; other += across) {
    const { bars } = timeline.lanes[other];
    if (!bars.length) continue;
    const away = (bar) => Math.abs((bar.entry.begins + bar.entry.ends) / 2 - middle);
    focusBar(
      timeline.lanes[other],
      bars.reduce((best, bar) => (away(bar) < away(best) ? bar : best)),
    );
    return;
  }
}
