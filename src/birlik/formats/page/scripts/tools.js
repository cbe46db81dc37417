// The header and the tools: what is shown, how it is searched, in which time, and in which light.

const tools = { parts: {} };

// A row of switches of which one is pressed.
function choice(name, label, options, part) {
  const buttons = options.map(([value, text]) =>
    button(text, () => look({ [part]: value }), { data: { value } }),
  );
  const mark = () => {
    for (const node of buttons) node.setAttribute("aria-pressed", String(node.dataset.value === view[part]));
  };
  listen(part, mark);
  mark();
  return element("div", { class: `choice ${name}`, role: "group", "aria-label": label }, buttons);
}

// A drop-down; it follows the view and the view follows it.
function dropDown(part, label, options, form) {
  const node = element(
    "select",
    {
      "aria-label": label,
      title: label,
      on: { change: (event) => look({ [part]: event.target.value }) },
      ...form,
    },
    options.map(([value, text]) => element("option", { value, text })),
  );
  const follow = () => {
    node.value = view[part];
    node.classList.toggle("set", Boolean(view[part]));
  };
  listen(part, follow);
  follow();
  return node;
}

function header() {
  const { exercise, marking } = CONTENT;
  const host =
    exercise.host === undefined
      ? ""
      : say("hostedBy", { nation: NATIONS[exercise.host].title || NATIONS[exercise.host].id });
  const theme = button("", () => look({ theme: THEMES[(THEMES.indexOf(view.theme) + 1) % THEMES.length] }), {
    class: "tool",
    title: say("themeHelp"),
  });
  const showTheme = () => (theme.textContent = `◐ ${say(`theme_${view.theme}`)}`);
  listen("theme", showTheme);
  showTheme();
  const dates = element("span", { class: "dates" });
  const showDates = () => (dates.textContent = listText([datesText(), host]));
  listen("zone", showDates);
  showDates();
  return element(
    "header",
    {},
    element("p", { class: "marking", title: say("marking"), text: marking }),
    element(
      "div",
      { class: "header" },
      element(
        "div",
        { class: "names-of" },
        element("h1", { text: exercise.title || say("untitled"), title: exercise.title }),
        dates,
      ),
      stateButton(),
      element(
        "span",
        { class: "plan-sum", title: `${say("plan")} ${STANDING.plan}` },
        `${say("plan")} `,
        element("code", { text: STANDING.plan.slice(0, 8) }),
      ),
      element(
        "div",
        { class: "header-tools" },
        theme,
        button(say("print"), () => print(), { class: "tool print-tool" }),
        button("?", openHelp, { class: "icon", "aria-label": say("help"), title: `${say("help")} (?)` }),
      ),
    ),
  );
}

// First and last day of the exercise: "8 – 17 July 2024".
function datesText() {
  const [first, last] = [wall(CONTENT.exercise.begins), wall(CONTENT.exercise.ends - 1)];
  const part = (date, ...names) =>
    names
      .map((name) => ({ day: date.getUTCDate(), month: month(date), year: date.getUTCFullYear() })[name])
      .join(" ");
  const sameYear = first.getUTCFullYear() === last.getUTCFullYear();
  const sameMonth = sameYear && first.getUTCMonth() === last.getUTCMonth();
  const from = sameMonth
    ? part(first, "day")
    : sameYear
      ? part(first, "day", "month")
      : part(first, "day", "month", "year");
  return `${from} – ${part(last, "day", "month", "year")}`;
}

function toolbar() {
  const { parts } = tools;
  parts.search = element("input", {
    type: "search",
    placeholder: say("search"),
    "aria-label": say("search"),
    title: `${say("searchHelp")} (/)`,
    maxlength: 200,
    on: { input: (event) => look({ text: event.target.value }) },
  });
  listen("text", () => {
    if (parts.search.value !== view.text) parts.search.value = view.text;
  });
  const all = (word) => [["", say(word)]];
  parts.count = element("output", { class: "count" });
  parts.clear = button(say("clear"), clearFilters, { class: "tool", hidden: true });
  const showCount = () => {
    parts.count.textContent = filtered()
      ? say("found", { n: matching().length + matchingLeftOut().length, all: BY_KEY.size })
      : "";
    parts.clear.hidden = !filtered();
  };
  listen("text nation kind area", showCount);
  parts.more = button(
    say("filters"),
    () => {
      const shown = document.body.classList.toggle("with-filters");
      parts.more.setAttribute("aria-expanded", String(shown));
    },
    { class: "tool more", "aria-expanded": "false" },
  );
  const groups = element("input", {
    type: "checkbox",
    id: "groups",
    on: { change: (event) => look({ groups: event.target.checked }) },
  });
  listen("groups", () => (groups.checked = view.groups));
  return element(
    "section",
    { class: "tools", "aria-label": say("tools") },
    element(
      "div",
      { class: "tools-first" },
      choice(
        "modes",
        say("views"),
        [
          ["timeline", say("timeline")],
          ["split", say("split")],
          ["map", say("map")],
          ["list", say("list")],
        ],
        "mode",
      ),
      parts.more,
    ),
    element(
      "div",
      { class: "tools-rest" },
      element(
        "div",
        { class: "filters", role: "search" },
        parts.search,
        dropDown("nation", say("nation"), [
          ...all("allNations"),
          ...NATIONS.map((nation) => [nation.id, titled(nation)]),
        ]),
        dropDown("kind", say("kind"), [
          ...all("allKinds"),
          ...[...KINDS]
            .sort((a, b) => (a.name < b.name ? -1 : 1))
            .map((kind) => [kind.name, `${kind.code} ${kind.name}`]),
        ]),
        dropDown("area", say("area"), [...all("allAreas"), ...AREAS.map((area) => [area.id, titled(area)])]),
        parts.count,
        parts.clear,
      ),
      element(
        "div",
        { class: "clock-tools" },
        element(
          "label",
          { class: "labelled" },
          element("span", { text: say("times") }),
          dropDown("zone", say("times"), zoneChoices()),
        ),
        element("label", { class: "check" }, groups, say("dtg")),
      ),
    ),
  );
}

// What the lanes stand for.
function lanesTool() {
  return dropDown(
    "lanes",
    say("lanesBy"),
    Object.keys(GROUPINGS).map((name) => [name, say(`by_${name}`)]),
    { class: "lanes-tool" },
  );
}

function zoomTools() {
  return element(
    "div",
    { class: "zoom", role: "group", "aria-label": say("zoom") },
    button("−", () => zoom(1 / ZOOM_STEP), {
      class: "icon",
      "aria-label": say("zoomOut"),
      title: `${say("zoomOut")} (−)`,
    }),
    button(say("whole"), wholeExercise, { class: "tool", title: `${say("wholeHelp")} (0)` }),
    button(say("oneDay"), () => showDays(1), { class: "tool wide-only" }),
    button(say("oneHour"), () => showMinutes(120), { class: "tool wide-only" }),
    button("+", () => zoom(ZOOM_STEP), {
      class: "icon",
      "aria-label": say("zoomIn"),
      title: `${say("zoomIn")} (+)`,
    }),
  );
}

// Shows the day of the cursor from midnight to midnight.
function showDays(days) {
  const begins = midnight(dayNumber(view.cursor));
  setScale(fieldWidth() / (days * DAY), begins, 0);
}

// Shows some minutes around the cursor, down to the quarters of an hour.
function showMinutes(minutes) {
  setScale(fieldWidth() / minutes, view.cursor, fieldWidth() / 3);
}
