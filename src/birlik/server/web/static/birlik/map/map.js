// The map of an exercise: joins the base map, what stands on it, the moment, the list and drawing.

import { Base } from "./base.js";
import { coloursOfPage } from "./colours.js";
import { Drawing } from "./drawing.js";
import { mgrsText, placeOf, shownText, utmText } from "./grid.js";
import { List } from "./list.js";
import { Clock, Moments } from "./moment.js";
import { Scene } from "./scene.js";
import { Surface } from "./surface.js";
import { TimeBar } from "./timebar.js";
import { element, say } from "./words.js";

const { L } = window;
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const setup = read("map-setup");
const KEPT = `birlik:map:${setup.exercise}`;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

const scene = new Scene();
const base = new Base(setup, () => ground.repaint());
let colours = coloursOfPage();
let content;
let moments;
let clock;
let listed = 0;

const map = L.map("map", {
  zoomControl: false,
  attributionControl: false,
  minZoom: 2,
  maxZoom: 18,
  maxBounds: [[-85, -190], [85, 190]],
  zoomAnimation: !calm,
  fadeAnimation: false,
  inertia: !calm,
  renderer: L.svg(),
});
L.control.zoom({ zoomInTitle: say("zoom_in"), zoomOutTitle: say("zoom_out") }).addTo(map);
L.control.scale({ imperial: false }).addTo(map);
map.createPane("ground").style.zIndex = 200;
map.createPane("scene").style.zIndex = 350;
const ground = new Surface([(context, view) => base.paint(context, view, colours)], { pane: "ground" });
const above = new Surface(
  [
    (context, view) => {
      const room = scene.paint(context, view, colours);
      base.paintTowns(context, view, colours, room);
    },
  ],
  { pane: "scene" },
);

const list = new List(setup, choose);
const bar = new TimeBar((minute, light) => {
  scene.moment = moments.at(minute);
  scene.light = light;
  above.repaint();
  // While it plays, the list is made anew twice a second.
  const now = performance.now();
  if (bar.playing && now - listed < 500) return;
  listed = now;
  list.draw(scene.moment);
  if (list.chosen) list.tell(list.chosen);
});

function take(fresh) {
  content = fresh;
  moments = new Moments(content);
  clock = new Clock(content, setup);
  base.allowed = content.borders;
  const borders = document.querySelector("[data-layer=borders]");
  borders.closest("label").hidden = !content.borders;
  scene.show(content);
  list.show(content, clock);
  if (bar.there && content.span) bar.show(content, moments, clock);
  else {
    scene.moment = moments.at(Math.floor(Date.now() / 60_000));
    list.draw(scene.moment);
    above.repaint();
  }
}

function boundsOfAll() {
  const points = content.areas.flatMap((area) => (area.shape ? area.shape.flat(2) : area.centre ? [area.centre] : []));
  return points.length ? L.latLngBounds(points.map(([lon, lat]) => [lat, lon])) : L.latLngBounds([[36.5, 46.5], [47.2, 54.8]]);
}

function choose(chosen) {
  const area = chosen.area ?? scene.moment.units[chosen.unit]?.area;
  scene.chosen = chosen;
  list.tell(chosen);
  mark.remove();
  const at = area === undefined ? null : content.areas[area].centre;
  if (at) {
    if (content.areas[area].shape) {
      const bounds = L.latLngBounds(content.areas[area].shape.flat(2).map(([lon, lat]) => [lat, lon]));
      map.setView(bounds.getCenter(), Math.max(map.getZoom(), Math.min(13, map.getBoundsZoom(bounds) - 1)), { animate: !calm });
    } else map.setView([at[1], at[0]], Math.max(map.getZoom(), 11), { animate: !calm });
  }
  above.repaint();
}

map.on("moveend zoomend", () => {
  base.need(map.getZoom());
  const { lat, lng } = map.getCenter();
  keep({ lat, lng, zoom: map.getZoom() });
});
map.on("click", ({ containerPoint, latlng }) => {
  if (drawing?.takes(latlng)) return;
  const found = scene.under(above.onCanvas(containerPoint), above.seen);
  scene.chosen = found;
  list.tell(found);
  above.repaint();
});

const pointer = document.getElementById("map-pointer");
function point({ lat, lng }) {
  const [degrees, utm, mgrs] = pointer.children;
  degrees.textContent = shownText(lat, lng);
  utm.textContent = utmText(lat, lng) ? `UTM ${utmText(lat, lng)}` : "";
  mgrs.textContent = mgrsText(lat, lng) ? `MGRS ${mgrsText(lat, lng)}` : "";
}
map.on("mousemove", ({ latlng }) => point(latlng));
map.on("move", () => matchMedia("(hover: none)").matches && point(map.getCenter()));

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep(values) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...values }));
  } catch {
    // a browser that keeps nothing begins anew
  }
}

document.getElementById("map-fit").addEventListener("click", () => map.fitBounds(boundsOfAll(), { padding: [24, 24], animate: !calm }));
for (const box of document.querySelectorAll("[data-layer]")) {
  const name = box.dataset.layer;
  const set = () => {
    if (name === "borders" || name === "towns") base[name] = box.checked;
    else scene.layers[name] = box.checked;
  };
  box.checked = kept().layers?.[name] ?? true;
  set();
  box.addEventListener("change", () => {
    set();
    keep({ layers: { ...kept().layers, [name]: box.checked } });
    ground.repaint();
    above.repaint();
  });
}

document.getElementById("map-goto").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = document.getElementById("map-goto-text").value.trim();
  const wrong = document.getElementById("map-goto-wrong");
  wrong.textContent = "";
  if (!text) return;
  const same = (record) => record.id.toLowerCase() === text.toLowerCase();
  const area = content.areas.findIndex(same);
  const unit = content.units.findIndex(same);
  if (area >= 0) return choose({ area });
  if (unit >= 0) return choose({ unit });
  const place = placeOf(text);
  if (!place) return wrong.replaceChildren(say("unreadable", { text }));
  map.setView([place.lat, place.lon], Math.max(map.getZoom(), 12), { animate: !calm });
  point({ lat: place.lat, lng: place.lon });
  mark.setLatLng([place.lat, place.lon]).addTo(map);
});
const mark = L.marker([0, 0], {
  icon: L.divIcon({ className: "map-mark", iconSize: [22, 22], html: element("span") }),
  keyboard: false,
  interactive: false,
});

const form = document.getElementById("map-form");
const drawing = form
  ? new Drawing(map, form, {
      areas: () => content.areas,
      editing: (key) => {
        scene.editing = key;
        above.repaint();
      },
    })
  : null;

// What others change appears; what is being drawn stays.
let asked = 0;
async function refresh() {
  asked = 0;
  try {
    const answer = await fetch(setup.content, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    take(await answer.json());
    drawing?.changed();
    document.getElementById("map-said").textContent = say("added");
  } catch {
    asked = setTimeout(refresh, 3_000);
  }
}
function soon(event) {
  event.preventDefault();
  asked ||= setTimeout(refresh, 100 + Math.random() * 300);
}
document.addEventListener("birlik:change", soon);
document.addEventListener("birlik:reset", soon);

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  colours = coloursOfPage();
  ground.repaint();
  above.repaint();
  bar.repaint();
});

bar.minute = kept().minute ?? 0;
take(read("map-content"));
const before = kept();
if (before.zoom !== undefined) map.setView([before.lat, before.lng], before.zoom, { animate: false });
else map.fitBounds(boundsOfAll(), { padding: [24, 24], animate: false });
map.addLayer(ground);
map.addLayer(above);
base.need(map.getZoom());
point(map.getCenter());
addEventListener("pagehide", () => keep({ minute: bar.minute }));
if (setup.opened) drawing?.open();
document.querySelector(".map-room").classList.add("ready");
