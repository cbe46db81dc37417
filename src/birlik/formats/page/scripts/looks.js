// How a kind of serial looks: one of eight colours, one of five patterns, and its code.

const HUES = 8;
const PATTERNS = 5;

function kindClass(kind) {
  if (kind === undefined || kind === null) return "k-none p0";
  return `k${kind % HUES} p${Math.floor(kind / HUES) % PATTERNS}`;
}

function entryClass(entry) {
  return entry.id ? kindClass(entry.kind) : "k-none reserved";
}

function entryCode(entry) {
  const kind = kindOf(entry);
  return kind ? kind.code : "";
}

// Small square with the code of a kind in its colour and pattern.
function chip(kind) {
  if (kind === undefined) return element("span", { class: "no-chip" });
  return element("span", { class: `chip ${kindClass(kind)}`, "aria-hidden": "true", text: KINDS[kind].code });
}

// Sign of an area's kind; its shape differs, not its colour alone.
const AREA_SIGNS = {
  land: "M2 11 L6 4 L9 8 L11 6 L14 11 Z",
  sea: "M2 6 q1.5 -2 3 0 t3 0 t3 0 t3 0 M2 10 q1.5 -2 3 0 t3 0 t3 0 t3 0",
  air: "M8 2 L10 7 L14 9 L14 10 L10 10 L9 13 L7 13 L6 10 L2 10 L2 9 L6 7 Z",
  facility: "M3 13 V6 L8 3 L13 6 V13 Z",
};

function areaSign(kind) {
  const path = AREA_SIGNS[kind];
  return shape(
    "svg",
    { class: `sign sign-${kind || "none"}`, viewBox: "0 0 16 15", "aria-hidden": "true" },
    path ? shape("path", { d: path }) : shape("circle", { cx: 8, cy: 8, r: 4 }),
  );
}

function areaKindText(area) {
  return area.kind ? say(`area_${area.kind}`) : say("areaUnknown");
}

// Light, dark, or red for eyes that must stay used to the dark.
const THEMES = ["auto", "light", "dark", "red"];
const dark = matchMedia("(prefers-color-scheme: dark)");

function dressPage() {
  document.documentElement.dataset.theme =
    view.theme === "auto" ? (dark.matches ? "dark" : "light") : view.theme;
}

function showMode() {
  document.body.dataset.mode = view.mode;
}

dark.addEventListener("change", dressPage);
listen("mode", showMode);
listen("theme", dressPage);
dressPage();
