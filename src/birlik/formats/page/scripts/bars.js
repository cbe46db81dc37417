// Bars of the timeline: only those in sight are on the page.

const ROW = 25; // px from row to row
const LANE_EDGE = 3; // px above the first and below the last row
const ID_SIGN = 6.8; // px that a sign of an id needs

function barLabel(entry) {
  const areas = entry.areas.map((a) => AREAS[a].id).join(", ");
  const kind = kindOf(entry);
  return listText([
    nameOf(entry),
    kind && kind.name,
    `${dayText(entry.begins)} ${stretchText(entry.begins, entry.ends)}`,
    areas,
  ]);
}

// A bar: what is taken around it lighter, what runs in full, and its name where there is room.
function barNode(bar, lane) {
  const { entry } = bar;
  return element(
    "button",
    {
      type: "button",
      class: `bar ${entryClass(entry)}`,
      tabindex: "-1",
      data: { key: entry.key, lane: lane.key },
    },
    element(
      "span",
      { class: "run" },
      element(
        "span",
        { class: "run-text" },
        element("span", { class: "code", data: { code: entryCode(entry) } }),
        entry.id ? [element("b", { text: entry.id }), " "] : null,
        element("span", { class: "bar-title", text: entry.id ? entry.title || "" : say("reserved") }),
      ),
    ),
  );
}

// How much room a bar's name has. It stands in what is seen of its bar and may run on over it, or else beside it,
// up to the next bar of its row; half an id would say nothing.
function roomOf(bar, { first, scale }) {
  const { entry } = bar;
  const run = Math.max(4, (entry.ends - entry.begins) * scale);
  const cut = Math.max(0, (first - entry.begins) * scale);
  const seen = run - cut;
  const room = (Math.min(bar.next, ENDEX) - entry.begins) * scale - cut - 6;
  const least = (entry.id || say("reserved")).length * ID_SIGN + 10;
  const beside = seen < least && room - seen >= least;
  return {
    run,
    cut,
    seen,
    least,
    beside,
    width: beside ? room - seen : Math.max(seen, room) - 4,
    bare: seen <= 0 || (seen < least && !beside),
  };
}

function placeBar(node, bar, lane, { scale }, room, x) {
  const { entry } = bar;
  node.style.left = `${x(bar.from)}px`;
  node.style.width = `${Math.max(4, (bar.until - bar.from) * scale)}px`;
  node.style.top = `${lane.top + LANE_EDGE + bar.row * ROW}px`;
  const inner = node.firstChild;
  inner.style.left = `${(entry.begins - bar.from) * scale}px`;
  inner.style.width = `${room.run}px`;
  const text = inner.firstChild;
  text.style.maxWidth = `${room.width}px`;
  text.style.marginLeft = room.beside ? `${room.run - 2}px` : room.cut ? `${room.cut}px` : "";
  node.classList.toggle("bare", room.bare);
  node.classList.toggle("id-only", room.width < room.least + 34);
  node.classList.toggle("brief", room.beside || room.seen < room.least + 22);
  const label = barLabel(entry);
  if (node.title !== label) {
    node.title = label;
    node.setAttribute("aria-label", label);
  }
}

// Draws the bars of the lanes in sight; the one that has the focus stays, wherever it is.
function barsDrawer(parent, crumbs) {
  const bars = keeper(parent);
  const spans = keeper(parent);

  function drawSpans(lane, { from, until, scale }, x) {
    for (const [begins, ends, entry] of lane.shut) {
      if (ends > from && begins < until)
        span(
          spans,
          `${lane.key}!${entry.key}`,
          "shut",
          lane,
          begins,
          ends,
          scale,
          x,
          say("shutBy", { name: nameOf(entry) }),
        );
    }
    for (const [begins, ends] of lane.away) {
      if (ends > from && begins < until)
        span(
          spans,
          `${lane.key}-${begins}`,
          "away",
          lane,
          begins,
          ends,
          scale,
          x,
          say(lane.what === "area" ? "closed" : "away"),
        );
    }
  }

  function drawBars(lane, window, x, focused) {
    for (const bar of lane.bars) {
      const { entry } = bar;
      const held = focused && focused.dataset.key === entry.key && focused.dataset.lane === lane.key;
      const top = lane.top + bar.row * ROW;
      if (
        !held &&
        (bar.until <= window.from ||
          bar.from >= window.until ||
          top > window.bottom ||
          top + 2 * ROW < window.top)
      )
        continue;
      const chosen = Boolean(view.panel) && view.panel.what === "serial" && view.panel.key === entry.key;
      const room = roomOf(bar, window);
      if (room.bare && room.run < CRUMB && !held && !chosen) {
        crumbs.add(bar, lane, x(entry.begins), room.run);
        continue;
      }
      const node = bars.keep(`${lane.key}/${entry.key}`, () => barNode(bar, lane));
      placeBar(node, bar, lane, window, room, x);
      node.classList.toggle("chosen", chosen);
      node.classList.toggle("now", occupiesAt(entry, view.cursor));
    }
  }

  return {
    draw(lanes, window, x) {
      const focused = document.activeElement && document.activeElement.closest(".bar");
      crumbs.begin();
      for (const lane of lanes) {
        drawSpans(lane, window, x);
        drawBars(lane, window, x, focused);
      }
      bars.done();
      spans.done();
      crumbs.paint(window, x);
    },
    // Element of a bar, made if it was only painted.
    find(lane, bar) {
      const node = bars.find(`${lane.key}/${bar.entry.key}`);
      if (node) return node;
      const fresh = bars.add(`${lane.key}/${bar.entry.key}`, () => barNode(bar, lane));
      const window = drawnWindow();
      placeBar(fresh, bar, lane, window, roomOf(bar, window), xOf);
      return fresh;
    },
    forget() {
      bars.clear();
      spans.clear();
    },
  };
}

// A stretch in which a lane cannot be used.
function span(spans, key, name, lane, begins, ends, scale, x, title) {
  const node = spans.keep(key, () => element("div", { class: name, title }));
  node.style.left = `${x(begins)}px`;
  node.style.width = `${Math.max(2, (ends - begins) * scale)}px`;
  node.style.top = `${lane.top}px`;
  node.style.height = `${lane.height}px`;
}
