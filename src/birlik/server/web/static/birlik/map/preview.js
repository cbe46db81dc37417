// The shapes of a file on the base map, before they are taken in; those that are not chosen are faint.

import { Base } from "./base.js";
import { coloursOfPage } from "./colours.js";
import { Surface } from "./surface.js";
import { element, say } from "./words.js";

const { L } = window;
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const colours = coloursOfPage();
const base = new Base(read("map-setup"), () => ground.repaint());
const map = L.map("map", { zoomControl: false, attributionControl: false, zoomAnimation: false, fadeAnimation: false });
L.control.zoom({ zoomInTitle: say("zoom_in"), zoomOutTitle: say("zoom_out") }).addTo(map);
map.createPane("ground").style.zIndex = 200;
const ground = new Surface([(context, view) => base.paint(context, view, colours)], { pane: "ground" });

const style = { className: "map-drawn-shape", weight: 2 };
const shapes = new Map(
  read("map-shapes").map(({ number, name, outline, position, radius }) => {
    const shape = outline.length
      ? L.polygon(outline, style)
      : radius
        ? L.circle(position, { ...style, radius })
        : L.circleMarker(position, { ...style, radius: 7 });
    return [String(number), shape.bindTooltip(element("span", { textContent: name }))];
  }),
);
map.on("moveend", () => base.need(map.getZoom()));
map.setView([43.5, 51], 6);
const all = L.featureGroup([...shapes.values()]).addTo(map);
map.fitBounds(all.getBounds(), { padding: [30, 30], maxZoom: 13, animate: false });
map.addLayer(ground);
base.need(map.getZoom());

for (const box of document.querySelectorAll("input[name=shape]")) {
  const look = () => shapes.get(box.value)?.setStyle({ opacity: box.checked ? 1 : 0.3, fillOpacity: box.checked ? 0.2 : 0.03 });
  box.addEventListener("change", look);
  look();
}
