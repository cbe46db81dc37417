// The list: every serial by day, as a table on a wide screen and as an agenda on a phone.

const agenda = { parts: {}, stale: true };

function listSection() {
  const { parts } = agenda;
  parts.days = element("nav", { class: "day-strip", "aria-label": say("days") });
  parts.body = element("div", {
    class: "list-body",
    tabindex: "0",
    role: "group",
    "aria-label": say("listLabel"),
  });
  return element("section", { class: "list", id: "list" }, parts.days, parts.body);
}

// Entries by the day on which they begin, in the chosen zone.
function byDay(entries) {
  const days = new Map();
  for (const entry of entries) {
    const day = dayNumber(entry.begins);
    if (!days.has(day)) days.set(day, []);
    days.get(day).push(entry);
  }
  return [...days].sort(([a], [b]) => a - b);
}

const COLUMNS = ["Time", "Serial", "Kind", "Areas", "Nations", "Units"];

function drawList() {
  if (!agenda.parts.body.clientWidth) return;
  const { days, body } = agenda.parts;
  agenda.stale = false;
  emptied(days);
  emptied(body);
  const grouped = byDay(matching());
  for (const [day, entries] of grouped) {
    const begins = midnight(day);
    const id = `day-${day}`;
    const table = element(
      "div",
      { class: "agenda", role: "table", "aria-labelledby": id },
      element(
        "div",
        { role: "row", class: "agenda-head" },
        COLUMNS.map((name) => element("span", { role: "columnheader", text: say(`column${name}`) })),
      ),
      entries.map(agendaRow),
    );
    body.append(
      element(
        "section",
        { class: "agenda-day" },
        element(
          "h2",
          { id },
          element("span", { text: dayText(begins, "full") }),
          element("small", { text: say("serials", { n: entries.length }) }),
        ),
        table,
      ),
    );
    days.append(
      button(
        [
          element("b", { text: String(wall(begins).getUTCDate()) }),
          " ",
          element("span", { text: weekday(wall(begins)) }),
        ],
        () => document.getElementById(id).scrollIntoView(),
        { title: dayText(begins, "long") },
      ),
    );
  }
  const left = matchingLeftOut();
  if (left.length) body.append(leftOutList(left));
  if (!grouped.length && !left.length)
    body.append(element("p", { class: "nothing", text: say(filtered() ? "nothingFound" : "nothingPlaced") }));
  markNow();
}

function agendaRow(entry) {
  const kind = kindOf(entry);
  const cell = (name, ...inside) => element("span", { role: "cell", class: `cell-${name}` }, inside);
  const nations = entry.nations.map((n) => NATIONS[n].id).join(", ");
  const areas = entry.areas.map((a) => AREAS[a].id).join(" + ");
  return element(
    "div",
    { role: "row", class: "agenda-row", data: { key: entry.key } },
    cell("time", stretchText(entry.begins, entry.ends)),
    cell(
      "serial",
      button(
        [element("b", { text: entry.id || say("reserved") }), entry.id ? ` ${entry.title || ""}` : ""],
        () => openEntry(entry),
        { class: "link" },
      ),
      entry.danger !== undefined
        ? element("span", { class: "flag danger-flag", title: say("hasDanger"), text: say("dangerShort") })
        : null,
      entry.wishesBroken.length
        ? element("span", { class: "flag", title: say("wishBroken"), text: say("wishShort") })
        : null,
    ),
    cell("kind", chip(entry.kind), kind ? element("span", { text: kind.name }) : null),
    cell("areas", areas),
    cell("nations", nations),
    cell(
      "units",
      entry.units.map((u, number) => [
        number ? ", " : "",
        element("span", { class: "whole-word", text: UNITS[u].id }),
      ]),
    ),
  );
}

function leftOutList(left) {
  return element(
    "section",
    { class: "agenda-day left-out" },
    element(
      "h2",
      {},
      element("span", { text: say("leftOut") }),
      element("small", { text: say("serials", { n: left.length }) }),
    ),
    element(
      "ul",
      {},
      left.map((entry) =>
        element(
          "li",
          {},
          button([element("b", { text: entry.id }), ` ${entry.title || ""}`], () => openEntry(entry), {
            class: "link",
          }),
          element("span", {
            class: entry.mandatory ? "flag alarm" : "flag",
            text: entry.mandatory
              ? say("mandatory")
              : say("optional", { priority: entry.priority === undefined ? "" : String(entry.priority) }),
          }),
          element("p", {}, element("code", { text: entry.code }), ` ${entry.reason}`),
        ),
      ),
    ),
  );
}

// Marks what runs at the cursor, and what the panel shows.
function markNow() {
  for (const row of agenda.parts.body.querySelectorAll(".agenda-row")) {
    const entry = BY_KEY.get(row.dataset.key);
    row.classList.toggle("now", runsAt(entry, view.cursor));
    row.classList.toggle("chosen", Boolean(view.panel) && view.panel.key === entry.key);
  }
}

const redrawList = soon(() => (agenda.parts.body.clientWidth ? drawList() : (agenda.stale = true)));

listen("text nation kind area zone groups", redrawList);
listen("mode", () => {
  if (view.mode === "list") agenda.stale ? drawList() : markNow();
});
listen("cursor panel", () => {
  if (view.mode === "list") markNow();
});
