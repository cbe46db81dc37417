// Bars of the timeline: only those in sight are on the page.

const ROW = 25; // px from row to row
const LANE_EDGE = 3; // px above the first and below the last row
const ID_SIGN = 6.8; // px that a sign of an id needs

function barLabel(entry) {
  const areas = entry.areas.map((a) => AREAS[a].id).join(", ");
  const kind = kindOf(entry);
  return listText([nameOf(entry), kind && kind.name, `${dayText(entry.begins)} ${stretchText(entry.begins, entry.ends)}`, areas]);
}

// A bar: what is taken around it lighter, what runs in full, and its name where there is room.
function barNode(bar, lane) {
  const { entry } = bar;
  return element("button", {
    type: "button", class: `bar ${entryClass(entry)}`, tabindex: "-1",
    data: { key: entry.key, lane: lane.key },
  }, element("span", { class: "run" }, element("span", { class: "run-text" },
    element("span", { class: "code", text: entryCode(entry) }),
    entry.id ? element("b", { text: entry.id }) : null,
    element("span", { class: "bar-title", text: entry.id ? entry.title || "" : say("reserved") }))));
}

// The name stands in its bar and may run on over it, or else beside it, up to the next bar of its row; half an
// id would say nothing.
function placeBar(node, bar, lane, scale, x) {
  const { entry } = bar;
  const run = Math.max(4, (entry.ends - entry.begins) * scale);
  const room = (Math.min(bar.next, ENDEX) - entry.begins) * scale - 6;
  const least = (entry.id || say("reserved")).length * ID_SIGN + 10;
  const beside = run < least && room - run >= least;
  node.style.left = `${x(bar.from)}px`;
  node.style.width = `${Math.max(4, (bar.until - bar.from) * scale)}px`;
  node.style.top = `${lane.top + LANE_EDGE + bar.row * ROW}px`;
  const inner = node.firstChild;
  inner.style.left = `${(entry.begins - bar.from) * scale}px`;
  inner.style.width = `${run}px`;
  const text = inner.firstChild;
  const width = beside ? room - run : Math.max(run, room) - 4;
  text.style.maxWidth = `${width}px`;
  text.style.marginLeft = beside ? `${run - 2}px` : "";
  node.classList.toggle("bare", run < least && !beside);
  node.classList.toggle("id-only", width < least + 34);
  node.classList.toggle("brief", beside || run < least + 22);
}

// Draws the bars of the lanes in sight; the one that has the focus stays, wherever it is.
function barsDrawer(parent) {
  const bars = keeper(parent);
  const spans = keeper(parent);
  return {
    draw(lanes, from, until, scale, x) {
      const focused = document.activeElement && document.activeElement.closest(".bar");
      for (const lane of lanes) {
        for (const [begins, ends, entry] of lane.shut) {
          if (ends <= from || begins >= until) continue;
          span(spans, `${lane.key}!${entry.key}`, "shut", lane, begins, ends, scale, x, say("shutBy", { name: nameOf(entry) }));
        }
        for (const [begins, ends] of lane.away) {
          if (ends <= from || begins >= until) continue;
          span(spans, `${lane.key}-${begins}`, "away", lane, begins, ends, scale, x, say(lane.what === "area" ? "closed" : "away"));
        }
        for (const bar of lane.bars) {
          const held = focused && focused.dataset.key === bar.entry.key && focused.dataset.lane === lane.key;
          if (!held && (bar.until <= from || bar.from >= until)) continue;
          const node = bars.keep(`${lane.key}/${bar.entry.key}`, () => barNode(bar, lane));
          placeBar(node, bar, lane, scale, x);
          node.setAttribute("aria-label", barLabel(bar.entry));
          node.title = barLabel(bar.entry);
          const chosen = view.panel && view.panel.what === "serial" && view.panel.key === bar.entry.key;
          node.classList.toggle("chosen", Boolean(chosen));
          node.classList.toggle("now", occupiesAt(bar.entry, view.cursor));
        }
      }
      bars.done();
      spans.done();
    },
    find: (lane, entry) => bars.find(`${lane.key}/${entry.key}`),
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
