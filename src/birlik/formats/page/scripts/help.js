// The help: keys, kinds of serial with their colours and patterns, and what the signs mean.

const help = {};

const KEYS = [
  ["?", "keyHelp"],
  ["T  P  M  L", "keyViews"],
  ["A  U  N  O", "keyLanes"],
  ["/", "keySearch"],
  ["+  −  0", "keyZoom"],
  ["← → ↑ ↓", "keyArrows"],
  ["Enter", "keyEnter"],
  ["Esc", "keyEscape"],
  [",  .", "keyCursor"],
  ["Space", "keyPlay"],
  ["Z", "keyZone"],
  ["G", "keyGroups"],
  ["D", "keyTheme"],
];

function helpDialog() {
  const shortcuts = element("input", {
    type: "checkbox",
    checked: true,
    on: { change: (event) => look({ shortcuts: event.target.checked }) },
  });
  help.dialog = element(
    "dialog",
    { class: "help", "aria-label": say("help") },
    element(
      "div",
      { class: "help-head" },
      element("h2", { text: say("help") }),
      button("✕", () => help.dialog.close(), { class: "icon", "aria-label": say("close") }),
    ),
    element(
      "div",
      { class: "help-body" },
      element(
        "section",
        {},
        element("h3", { text: say("keys") }),
        element(
          "dl",
          { class: "keys" },
          KEYS.map(([keys, word]) => [
            element(
              "dt",
              {},
              keys.split(/ +/).map((key) => element("kbd", { text: key })),
            ),
            element("dd", { text: say(word) }),
          ]),
        ),
        element("label", { class: "check" }, shortcuts, say("shortcuts")),
        element("p", { class: "prose", text: say("mouseHelp") }),
      ),
      element(
        "section",
        {},
        element("h3", { text: say("kinds") }),
        kindLegend(),
        element("h3", { class: "later", text: say("signs") }),
        signLegend(),
      ),
    ),
  );
  help.dialog.addEventListener("click", (event) => {
    if (event.target === help.dialog) help.dialog.close();
  });
  return help.dialog;
}

// Every kind of serial; a click shows it alone.
function kindLegend() {
  return element(
    "ul",
    { class: "kinds" },
    KINDS.map((kind, place) =>
      element(
        "li",
        {},
        button(
          [chip(place), element("span", { text: kind.name })],
          () => {
            look({ kind: kind.name });
            help.dialog.close();
          },
          { class: "link" },
        ),
      ),
    ),
  );
}

function signLegend() {
  const row = (name, word) => element("li", {}, element("span", { class: `swatch ${name}` }), say(word));
  return element(
    "ul",
    { class: "kinds signs" },
    row("swatch-taken", "signTaken"),
    row("shut", "signShut"),
    row("away", "signAway"),
    row("light-night", "light_night"),
    row("light-dusk", "signTwilight"),
    row("reserved", "signReserved"),
  );
}

function openHelp() {
  help.dialog.showModal();
}

const nextOf = (list, now) => list[(list.indexOf(now) + 1) % list.length];

const KEY_ACTIONS = {
  "?": openHelp,
  t: () => look({ mode: "timeline" }),
  p: () => look({ mode: "split" }),
  m: () => look({ mode: "map" }),
  l: () => look({ mode: "list" }),
  a: () => look({ lanes: "areas" }),
  u: () => look({ lanes: "units" }),
  n: () => look({ lanes: "nations" }),
  o: () => look({ lanes: "objectives" }),
  "/": () => {
    document.body.classList.add("with-filters");
    tools.parts.search.focus();
  },
  "+": () => zoomSeen(ZOOM_STEP),
  "=": () => zoomSeen(ZOOM_STEP),
  "-": () => zoomSeen(1 / ZOOM_STEP),
  0: () => (onMap() ? wholeMap() : wholeExercise()),
  ",": () => moveCursor(view.cursor - 15),
  ".": () => moveCursor(view.cursor + 15),
  " ": togglePlay,
  z: () =>
    look({
      zone: nextOf(
        zoneChoices().map(([key]) => key),
        view.zone,
      ),
    }),
  g: () => look({ groups: !view.groups }),
  d: () => look({ theme: nextOf(THEMES, view.theme) }),
  Escape: closePanel,
};

const onMap = () => CHART && (view.mode === "map" || document.activeElement === chartMap.parts.svg);
const zoomSeen = (factor) => (onMap() ? zoomMap(factor) : zoom(factor));

// Single keys work unless the reader writes somewhere or has switched them off.
function keysOfPage() {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || help.dialog.open) return;
    const { target } = event;
    const writes = target.closest && target.closest("input, select, textarea, dialog");
    if (event.key === "Escape" && target === tools.parts.search) return target.blur();
    if (writes && event.key !== "Escape") return;
    if (event.key === " " && target.closest && target.closest("button, summary, [role=button]")) return;
    if (!view.shortcuts && event.key !== "Escape" && event.key !== "?") return;
    const action = KEY_ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
