// The panel beside timeline and map: a serial, an area, a unit, a nation, an objective, or how it all stands.

const panel = { parts: {}, from: null };

function panelSection() {
  const { parts } = panel;
  parts.title = element("h2", { tabindex: "-1" });
  parts.line = element("p", { class: "panel-line" });
  parts.body = element("div", { class: "panel-body" });
  parts.close = button("✕", closePanel, {
    class: "icon",
    "aria-label": say("close"),
    title: `${say("close")} (Esc)`,
  });
  parts.aside = element(
    "aside",
    { class: "panel", hidden: true, "aria-label": say("details") },
    element("div", { class: "panel-head" }, element("div", {}, parts.line, parts.title), parts.close),
    parts.body,
  );
  parts.aside.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    closePanel();
  });
  return parts.aside;
}

function closePanel() {
  const back = panel.from;
  look({ panel: null });
  if (back && back.isConnected) back.focus({ preventScroll: true });
}

const PANELS = {
  serial: (key) => {
    const entry = BY_KEY.get(key);
    return entry && { title: nameOf(entry), line: serialLine(entry), body: serialFacts(entry) };
  },
  area: (id) => {
    const place = AREAS.findIndex((area) => area.id === id);
    return place < 0
      ? null
      : {
          title: titled(AREAS[place]),
          line: [areaSign(AREAS[place].kind), areaKindText(AREAS[place])],
          body: areaFacts(AREAS[place], place),
        };
  },
  unit: (id) => {
    const place = UNITS.findIndex((unit) => unit.id === id);
    return place < 0
      ? null
      : { title: titled(UNITS[place]), line: say("unit"), body: unitFacts(UNITS[place], place) };
  },
  nation: (id) => {
    const place = NATION_OF.get(id);
    const units = UNITS.filter((unit) => unit.nation === place);
    return place === undefined
      ? null
      : {
          title: titled(NATIONS[place]),
          line: say("nation"),
          body: [
            facts(
              fact(say("role"), NATIONS[place].role),
              fact(say("zoneHome"), NATIONS[place].zone),
              fact(say("units"), number(units.length)),
              fact(say("people"), number(units.reduce((sum, unit) => sum + (unit.personnel || 0), 0))),
            ),
            programmeBlock(ENTRIES.filter((entry) => entry.nations.includes(place))),
          ],
        };
  },
  objective: (id) => {
    const place = OBJECTIVES.findIndex((objective) => objective.id === id);
    return place < 0
      ? null
      : {
          title: titled(OBJECTIVES[place]),
          line: say("objective"),
          body: [
            block(
              say("criteria"),
              OBJECTIVES[place].criteria
                ? element("p", { class: "prose", text: OBJECTIVES[place].criteria })
                : null,
            ),
            programmeBlock(ENTRIES.filter((entry) => entry.objectives.includes(place))),
          ],
        };
  },
  standing: () => ({ title: say("standing"), line: CONTENT.exercise.id, body: standingFacts() }),
};

function serialLine(entry) {
  const kind = kindOf(entry);
  return [
    entry.id ? chip(entry.kind) : null,
    listText([
      kind && kind.name,
      entry.id &&
        (entry.priority === undefined
          ? say("mandatory")
          : say("optional", { priority: String(entry.priority) })),
    ]),
  ];
}

// What is held in an area on the day of the cursor, and what it is.
function areaFacts(area, place) {
  const day = dayNumber(view.cursor);
  const [begins, ends] = [midnight(day), midnight(day + 1)];
  const here = ENTRIES.filter(
    (entry) => entry.areas.includes(place) && entry.until > begins && entry.from < ends,
  );
  const shut = ENTRIES.filter(
    (entry) => entry.shut.includes(place) && entry.ends > begins && entry.begins < ends,
  );
  const turn = (by) => () => moveCursor(limited(view.cursor + by * DAY, STARTEX, ENDEX));
  return [
    element(
      "div",
      { class: "day-turner" },
      button("‹", turn(-1), { class: "icon", "aria-label": say("dayBefore"), disabled: begins <= STARTEX }),
      element("b", { text: dayText(begins, "long") }),
      button("›", turn(1), { class: "icon", "aria-label": say("dayAfter"), disabled: ends >= ENDEX }),
    ),
    here.length ? programmeRows(here) : element("p", { class: "quiet", text: say("nothingHeld") }),
    unitsHere(place),
    block(say("shutThatDay"), shut.length ? programmeRows(shut) : null),
    block(
      say("about"),
      facts(
        fact(say("site"), area.site),
        fact(say("openHours"), (area.hours || []).join(", ")),
        fact(say("openDays"), (area.days || []).join(", ")),
        fact(say("atOnce"), area.atOnce === undefined ? "" : number(area.atOnce)),
        fact(say("peopleAtOnce"), area.people === undefined ? "" : number(area.people)),
        fact(say("position"), area.centre ? `${area.centre[1].toFixed(4)} ${area.centre[0].toFixed(4)}` : ""),
      ),
    ),
    block(say("notes"), area.notes ? element("p", { class: "prose", text: area.notes }) : null),
    area.centre && view.mode !== "list"
      ? button(say("onMap"), () => showOnMap(place), { class: "wide" })
      : null,
  ];
}

// Units that are in an area at the moment of the cursor; those that do nothing there are called idle.
function unitsHere(place) {
  const rows = UNITS.flatMap((unit, number) => {
    const where = placeOfUnit(number, view.cursor);
    return where && where.area === place
      ? [
          element(
            "li",
            {},
            linkTo("unit", unit.id, titled(unit)),
            where.running ? null : element("small", { text: say("idle") }),
          ),
        ]
      : [];
  });
  return block(
    say("unitsHere", { moment: momentText(view.cursor) }),
    rows.length ? element("ul", { class: "rows" }, rows) : null,
  );
}

function showOnMap(place) {
  if (view.mode !== "map" && view.mode !== "split") look({ mode: "map" });
  requestAnimationFrame(() => requestAnimationFrame(() => zoomToAreas([place])));
}

function unitFacts(unit, place) {
  const where = placeOfUnit(place, view.cursor);
  return [
    facts(
      fact(
        say("nation"),
        unit.nation === undefined
          ? ""
          : linkTo("nation", NATIONS[unit.nation].id, titled(NATIONS[unit.nation])),
      ),
      fact(say("kind"), unit.kind),
      fact(say("people"), unit.personnel === undefined ? "" : number(unit.personnel)),
      fact(say("equipment"), unit.equipment),
      fact(say("arrives"), unit.arrives === undefined ? "" : momentText(unit.arrives)),
      fact(say("departs"), unit.departs === undefined ? "" : momentText(unit.departs)),
      fact(
        say("whereNow", { moment: momentText(view.cursor) }),
        where ? linkTo("area", AREAS[where.area].id, titled(AREAS[where.area])) : say("nowhere"),
      ),
    ),
    block(say("notes"), unit.notes ? element("p", { class: "prose", text: unit.notes }) : null),
    programmeBlock(ENTRIES.filter((entry) => entry.units.includes(place))),
  ];
}

function programmeBlock(entries) {
  if (!entries.length) return element("p", { class: "quiet", text: say("noProgramme") });
  return block(
    say("programme", { n: entries.length }),
    byDay(entries).map(([day, those]) => [
      element("h4", { text: dayText(midnight(day), "long") }),
      programmeRows(those),
    ]),
  );
}

function programmeRows(entries) {
  return element(
    "ol",
    { class: "programme" },
    entries.map((entry) =>
      element(
        "li",
        { class: runsAt(entry, view.cursor) ? "now" : "" },
        element("span", { class: "when", text: stretchText(entry.begins, entry.ends) }),
        chip(entry.kind),
        linkTo("serial", entry.key, nameOf(entry)),
      ),
    ),
  );
}

function drawPanel() {
  const { aside, title, line, body } = panel.parts;
  const shown = view.panel && PANELS[view.panel.what](view.panel.key);
  const wasShut = aside.hidden;
  aside.hidden = !shown;
  document.body.classList.toggle("with-panel", Boolean(shown));
  if (!shown) return;
  if (wasShut) panel.from = document.activeElement;
  title.textContent = shown.title;
  fill(emptied(line), [shown.line]);
  fill(emptied(body), [shown.body]);
}

listen("panel", () => {
  drawPanel();
  if (view.panel) {
    panel.parts.body.scrollTop = 0;
    panel.parts.title.focus({ preventScroll: true });
  }
});
listen("zone groups", drawPanel);
listen("cursor", () => {
  if (view.panel && (view.panel.what === "area" || view.panel.what === "unit")) drawPanel();
});
