// What the reader is looking at. A change is told to everybody who listens for it.

const view = {
  mode: "timeline", // timeline, split, map or list
  lanes: "areas", // areas, units, nations or objectives
  text: "",
  nation: "",
  kind: "",
  area: "",
  zone: "exercise",
  groups: false,
  cursor: STARTEX,
  playing: false,
  panel: null, // { what: "serial", key } and the like
  theme: "auto",
  shortcuts: true,
};

const listeners = [];

// Calls `f` whenever one of the named parts of the view has changed.
function listen(parts, f) {
  listeners.push([new Set(parts.split(" ")), f]);
}

function look(change) {
  const changed = Object.keys(change).filter((name) => view[name] !== change[name]);
  if (!changed.length) return;
  Object.assign(view, change);
  clock.zone = view.zone;
  clock.groups = view.groups;
  for (const [parts, f] of listeners) if (changed.some((name) => parts.has(name))) f(changed);
}

// Parts of the view that the address keeps, so that a bookmark leads back to them.
const KEPT = ["mode", "lanes", "text", "nation", "kind", "area", "zone"];

function addressOfView() {
  const parts = new URLSearchParams();
  for (const name of KEPT) if (view[name] !== FIRST[name]) parts.set(name, view[name]);
  if (view.panel && view.panel.what === "serial") parts.set("serial", view.panel.key);
  return parts.toString();
}

const FIRST = { ...view };

// Reads the address into the view; what it does not understand is left as it is.
function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const change = {};
  const allowed = {
    mode: ["timeline", "split", "map", "list"],
    lanes: ["areas", "units", "nations", "objectives"],
    zone: zoneChoices().map(([key]) => key),
  };
  for (const name of KEPT) {
    const value = parts.get(name);
    if (value !== null && (!allowed[name] || allowed[name].includes(value))) change[name] = value;
  }
  const key = parts.get("serial");
  if (key !== null && BY_KEY.has(key)) change.panel = { what: "serial", key };
  return change;
}

function openPanel(what, key) {
  look({ panel: { what, key } });
}

const openEntry = (entry) => openPanel("serial", entry.key);
