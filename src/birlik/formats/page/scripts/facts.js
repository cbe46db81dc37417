// Everything there is to say about one serial.

function fact(name, ...values) {
  const inside = values
    .flat(Infinity)
    .filter((value) => value !== null && value !== undefined && value !== "");
  return inside.length ? [element("dt", { text: name }), element("dd", {}, inside)] : [];
}

function block(title, ...inside) {
  const kept = inside.flat(Infinity).filter(Boolean);
  return kept.length ? element("section", { class: "block" }, element("h3", { text: title }), kept) : null;
}

function facts(...rows) {
  const inside = rows.flat(Infinity).filter(Boolean);
  return inside.length ? element("dl", {}, inside) : null;
}

const linkTo = (what, key, text) => button(text, () => openPanel(what, key), { class: "link" });

function serialLink(id) {
  if (!id) return element("span", { class: "quiet", text: say("notReleased") });
  const entry = BY_KEY.get(id);
  return entry ? linkTo("serial", id, nameOf(entry)) : element("span", { text: id });
}

// Value as the content gives it: a text, or a moment.
function shownValue(value) {
  return typeof value === "string" ? value : momentText(value.at);
}

function serialFacts(entry) {
  return [
    entry.placed ? null : reasonBlock(entry),
    entry.placed ? timesBlock(entry) : null,
    block(say("where"), areaRows(entry)),
    block(say("who"), unitRows(entry), facts(fact(say("people"), entry.people ? number(entry.people) : ""))),
    dangerBlock(entry),
    orderBlock(entry),
    wishBlock(entry),
    block(
      say("objectives"),
      entry.objectives.length
        ? element(
            "ul",
            {},
            entry.objectives.map((o) =>
              element("li", {}, linkTo("objective", OBJECTIVES[o].id, titled(OBJECTIVES[o]))),
            ),
          )
        : null,
    ),
    block(
      say("asks"),
      facts(
        entry.asks.map(([title, values]) =>
          fact(
            title,
            values.map((value) => element("span", { class: "value", text: shownValue(value) })),
          ),
        ),
      ),
    ),
    block(say("notes"), entry.notes ? element("p", { class: "prose", text: entry.notes }) : null),
    block(say("moreColumns"), facts(entry.more.map(([title, value]) => fact(title, value)))),
    entry.id
      ? block(say("release"), facts(fact(say("marking"), entry.marking), fact(say("owner"), entry.owner)))
      : element("p", { class: "prose", text: say("reservedHelp") }),
  ];
}

function reasonBlock(entry) {
  return element(
    "section",
    { class: "block reason" },
    element("h3", { text: entry.mandatory ? say("leftOutMandatory") : say("leftOutOptional") }),
    element("p", { class: "prose" }, element("code", { text: entry.code }), ` ${entry.reason}`),
  );
}

function timesBlock(entry) {
  const row = (name, minute, strong) =>
    element(
      "tr",
      { class: strong ? "strong" : "" },
      element("th", { scope: "row", text: name }),
      element("td", { text: `${dayText(minute)} ${clockText(minute)}` }),
      element("td", { class: "dtg", text: groupText(minute) }),
    );
  const light = [...new Set(lightBetween(entry.begins, entry.ends).map(([, , now]) => say(`light_${now}`)))];
  return block(
    say("when"),
    element(
      "table",
      { class: "times" },
      entry.from < entry.begins ? row(say("setUpFrom"), entry.from) : null,
      row(say("begins"), entry.begins, true),
      row(say("ends"), entry.ends, true),
      entry.until > entry.ends ? row(say("clearUntil"), entry.until) : null,
    ),
    facts(
      fact(say("length"), lengthText(entry.ends - entry.begins)),
      fact(say("light"), light.join(", ")),
      fact(
        say("elsewhere"),
        clocksOf(entry).map(([names, text]) =>
          element(
            "span",
            { class: "value" },
            element("b", { text: names.join(", ") }),
            " ",
            element("span", { text }),
          ),
        ),
      ),
    ),
  );
}

// Clocks of the exercise, of Zulu and of the nations taking part; those that show the same stand together.
function clocksOf(entry) {
  const zones = [
    ["exercise", say("exercise")],
    ["zulu", say("zulu")],
  ];
  for (const place of entry.nations)
    if (NATIONS[place].zone) zones.push([`nation:${NATIONS[place].id}`, NATIONS[place].id]);
  const clocks = new Map();
  for (const [key, name] of zones) {
    const text = `${dayText(entry.begins, "brief", key)} ${clockText(entry.begins, key)}–${clockText(entry.ends, key)}${laterText(entry.begins, entry.ends, key)}`;
    clocks.set(text, [...(clocks.get(text) || []), name]);
  }
  return [...clocks].map(([text, names]) => [names, text]);
}

function areaRows(entry) {
  if (!entry.areas.length) return null;
  return element(
    "ul",
    { class: "rows" },
    entry.areas.map((place, number) =>
      element(
        "li",
        {},
        areaSign(AREAS[place].kind),
        linkTo("area", AREAS[place].id, titled(AREAS[place])),
        number === 0 && entry.areas.length > 1 ? element("small", { text: say("firstArea") }) : null,
      ),
    ),
  );
}

// Units by nation, with those that the planner chose marked.
function unitRows(entry) {
  const rows = NATIONS.map((nation, place) => [nation, entry.units.filter((u) => UNITS[u].nation === place)]);
  const homeless = entry.units.filter((u) => UNITS[u].nation === undefined);
  const inside = rows
    .filter(([nation, units]) => units.length || entry.nations.includes(NATION_OF.get(nation.id)))
    .map(([nation, units]) => unitRow(nation.id, nation, units, entry));
  if (homeless.length) inside.push(unitRow(say("nationUnknown"), null, homeless, entry));
  return inside.length ? element("ul", { class: "rows nations" }, inside) : null;
}

function unitRow(name, nation, units, entry) {
  return element(
    "li",
    {},
    nation
      ? button(element("b", { text: name }), () => openPanel("nation", nation.id), {
          class: "link",
          title: titled(nation),
        })
      : name,
    units.length
      ? element(
          "ul",
          {},
          units.map((u) =>
            element(
              "li",
              {},
              linkTo("unit", UNITS[u].id, titled(UNITS[u])),
              entry.chosen.includes(u) ? element("small", { text: say("chosen") }) : null,
            ),
          ),
        )
      : element("small", { text: say("delegation") }),
  );
}

function dangerBlock(entry) {
  if (entry.danger === undefined && !entry.shut.length) return null;
  return block(
    say("danger"),
    entry.shut.length
      ? [
          element("p", { text: say("shuts") }),
          element(
            "ul",
            { class: "rows" },
            entry.shut.map((place) =>
              element(
                "li",
                {},
                areaSign(AREAS[place].kind),
                linkTo("area", AREAS[place].id, titled(AREAS[place])),
              ),
            ),
          ),
        ]
      : element("p", { text: say("shutsNothing") }),
  );
}

function orderBlock(entry) {
  const gap = ({ least, most }) =>
    most === null
      ? least
        ? say("gapLeast", { least: lengthText(least) })
        : say("gapNone")
      : say("gapBoth", { least: lengthText(least), most: lengthText(most) });
  const before = entry.after.map((order) => {
    const other = order.serial && BY_KEY.get(order.serial);
    const has =
      other && other.placed && entry.placed
        ? say("gapHas", { length: lengthText(entry.begins - other.ends) })
        : "";
    return element(
      "li",
      {},
      serialLink(order.serial),
      element("small", { text: listText([gap(order), has]) }),
      order.gate
        ? element("span", { class: "gate" }, element("b", { text: say("gate") }), ` ${order.gate}`)
        : null,
    );
  });
  const then = (FOLLOWERS.get(entry.id) || []).map((other) => element("li", {}, serialLink(other.id)));
  return block(
    say("order"),
    before.length ? [element("p", { text: say("after") }), element("ul", { class: "rows" }, before)] : null,
    then.length ? [element("p", { text: say("before") }), element("ul", { class: "rows" }, then)] : null,
  );
}

function wishBlock(entry) {
  if (!entry.wishes.length) return null;
  return block(
    say("wishes"),
    element(
      "ul",
      { class: "rows" },
      entry.wishes.map(({ title, values }) => {
        const broken = entry.wishesBroken.includes(title);
        return element(
          "li",
          {},
          `${title}: ${values.join(", ")}`,
          entry.placed
            ? element("span", {
                class: broken ? "flag alarm" : "flag kept",
                text: say(broken ? "broken" : "kept"),
              })
            : null,
        );
      }),
    ),
  );
}
