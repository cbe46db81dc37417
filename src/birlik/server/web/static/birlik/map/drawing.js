// An area being drawn: corners and circles by mouse, touch and keyboard, beside the form that holds them as text.

import { degreesText, placeOf } from "./grid.js";
import { element, say } from "./words.js";

const { L } = window;
const MOST_HANDLES = 300; // with more corners, they are changed as text
const STEP = 6; // pixels that an arrow key moves a corner; with Shift, one

export class Drawing {
  #map;
  #form;
  #told;
  #layer = L.layerGroup();
  #shape = null;
  #corners = [];
  #centre = null;
  #button = document.getElementById("map-draw");
  #said = document.getElementById("map-drawn");
  active = false;

  constructor(map, form, told) {
    this.#map = map;
    this.#form = form;
    this.#told = told;
    this.#button?.addEventListener("click", () => (this.active ? this.close() : this.open(true)));
    document.getElementById("map-cancel").addEventListener("click", () => this.close());
    document.getElementById("map-back").addEventListener("click", () => this.#back());
    form.elements.area.addEventListener("change", () => this.#choose());
    for (const radio of form.elements.shape) radio.addEventListener("change", () => this.#redraw());
    for (const name of ["f.outline", "f.position", "f.radius"]) form.elements[name].addEventListener("input", () => this.#read());
    form.addEventListener("submit", (event) => this.#send(event));
    form.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  get circle() {
    return this.#form.elements.shape.value === "circle";
  }

  // Begin; with a fresh form unless one came back with something wrong in it.
  open(fresh = false) {
    this.active = true;
    this.#form.hidden = false;
    this.#button?.setAttribute("aria-expanded", "true");
    this.#map.getContainer().classList.add("drawing");
    this.#map.doubleClickZoom.disable();
    this.#layer.addTo(this.#map);
    if (fresh) this.#choose();
    else {
      this.#told.editing(this.#form.elements.area.value);
      this.#newness();
      this.#read();
    }
    this.#form.elements.area.focus({ preventScroll: true });
    // On a phone the form lies below the map, which is what one draws on.
    if (!matchMedia("(max-width: 64rem)").matches) this.#form.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.active = false;
    this.#form.hidden = true;
    this.#button?.setAttribute("aria-expanded", "false");
    this.#map.getContainer().classList.remove("drawing");
    this.#map.doubleClickZoom.enable();
    this.#layer.remove();
    this.#told.editing(null);
    document.getElementById("map-wrong")?.remove();
    this.#button?.focus();
  }

  // Whether a click on the map was one of drawing.
  takes({ lat, lng }) {
    if (!this.active) return false;
    const place = { lat: round(lat), lon: round(lng) };
    if (this.circle) this.#centre = place;
    else this.#corners.push(place);
    this.#write();
    this.#redraw();
    return true;
  }

  // Others changed something; what is drawn stays, and is told to be older if it is.
  changed() {
    if (!this.active) return;
    const area = this.#told.areas().find((each) => each.key === this.#form.elements.area.value);
    if (!area?.seen) return;
    const stale = Object.entries(area.seen).some(([name, value]) => this.#form.elements[`s.${name}`].value !== value);
    if (stale) this.#said.textContent = say("stale");
  }

  // Take an area of the exercise into the form, or begin a new one.
  #choose() {
    const { elements } = this.#form;
    const area = this.#told.areas().find((each) => each.key === elements.area.value);
    for (const name of ["outline", "position", "radius"]) {
      elements[`f.${name}`].value = area?.typed?.[name] ?? "";
      elements[`s.${name}`].value = area?.seen?.[name] ?? "null";
    }
    elements.shape.value = area?.typed && !area.typed.outline && area.typed.position ? "circle" : "outline";
    this.#told.editing(area?.key ?? null);
    this.#newness();
    this.#read();
    const points = this.#points();
    if (area && points.length) {
      const bounds = L.latLngBounds(points);
      const size = this.#map.latLngToContainerPoint(bounds.getNorthEast()).distanceTo(this.#map.latLngToContainerPoint(bounds.getSouthWest()));
      if (size < 120 || !this.#map.getBounds().contains(bounds)) this.#map.fitBounds(bounds, { maxZoom: 15, padding: [60, 60], animate: false });
    }
  }

  #newness() {
    this.#form.querySelector(".map-new").hidden = Boolean(this.#form.elements.area.value);
  }

  // What is typed becomes what is drawn.
  #read() {
    const { elements } = this.#form;
    const lines = elements["f.outline"].value.split(/[\n;]/).map((line) => line.trim()).filter(Boolean);
    const corners = lines.map((line) => placeOf(line));
    const typed = elements["f.position"].value.trim();
    const bad = lines.find((_, at) => !corners[at]) ?? (typed && !placeOf(typed) ? typed : "");
    this.#said.textContent = bad ? say("unreadable", { text: bad }) : "";
    this.#corners = corners.filter(Boolean);
    this.#centre = typed ? placeOf(typed) : null;
    this.#redraw();
  }

  #write() {
    const { elements } = this.#form;
    if (this.circle) elements["f.position"].value = this.#centre ? degreesText(this.#centre.lat, this.#centre.lon) : "";
    else elements["f.outline"].value = this.#corners.map(({ lat, lon }) => degreesText(lat, lon)).join("\n");
    if (this.circle && this.#centre && !elements["f.radius"].value) elements["f.radius"].value = String(this.#usual());
    this.#said.textContent = this.circle ? "" : say("corners", { number: this.#corners.length });
  }

  // A radius that can be seen at this zoom.
  #usual() {
    const { lat, lon } = this.#centre;
    const at = this.#map.latLngToContainerPoint([lat, lon]);
    const metres = this.#map.distance([lat, lon], this.#map.containerPointToLatLng(at.add([60, 0])));
    const unit = 10 ** Math.floor(Math.log10(metres));
    return Math.max(10, Math.round(metres / unit) * unit);
  }

  get #radius() {
    return Number(this.#form.elements["f.radius"].value.replace(",", ".")) || 0;
  }

  #back() {
    if (this.circle) this.#centre = null;
    else this.#corners.pop();
    this.#write();
    this.#redraw();
  }

  #points() {
    if (!this.circle) return this.#corners.map(({ lat, lon }) => [lat, lon]);
    if (!this.#centre) return [];
    const around = L.latLng(this.#centre.lat, this.#centre.lon).toBounds(Math.max(100, 2 * this.#radius));
    return [around.getSouthWest(), around.getNorthEast()];
  }

  #redraw() {
    this.#form.classList.toggle("circle", this.circle);
    this.#layer.clearLayers();
    if (!this.active) return;
    const style = { className: "map-drawn-shape", weight: 2, interactive: false };
    if (this.circle) {
      if (!this.#centre) return;
      const { lat, lon } = this.#centre;
      this.#shape = L.circle([lat, lon], { ...style, radius: this.#radius }).addTo(this.#layer);
      this.#handle(this.#centre, say("centre"), "", {
        moved: (place) => {
          this.#centre = place;
          this.#write();
        },
        removed: () => this.#back(),
      });
      this.#edge();
      return;
    }
    const points = this.#points();
    this.#shape = (points.length > 2 ? L.polygon(points, style) : L.polyline(points, style)).addTo(this.#layer);
    if (points.length > MOST_HANDLES) return;
    this.#corners.forEach((corner, at) => {
      this.#handle(corner, say("corner", { number: at + 1 }), "", {
        moved: (place) => {
          this.#corners[at] = place;
          this.#write();
        },
        removed: () => {
          this.#corners.splice(at, 1);
          this.#write();
          this.#redraw();
          this.#focus(Math.min(at, this.#corners.length - 1));
        },
      });
    });
    if (points.length < 2) return;
    this.#corners.forEach((corner, at) => {
      const next = this.#corners[(at + 1) % this.#corners.length];
      if (at === this.#corners.length - 1 && points.length < 3) return;
      this.#between({ lat: (corner.lat + next.lat) / 2, lon: (corner.lon + next.lon) / 2 }, at + 1);
    });
  }

  #focus(at) {
    this.#map.getPane("markerPane").querySelectorAll(".map-handle:not(.between)")[at]?.focus();
  }

  #marker(place, className) {
    const icon = L.divIcon({ className: `map-handle ${className}`, iconSize: [28, 28], html: element("span") });
    return L.marker([place.lat, place.lon], { icon, draggable: true, keyboard: className === "", autoPan: true });
  }

  #handle(place, name, className, { moved, removed }) {
    const marker = this.#marker(place, className).addTo(this.#layer);
    const handle = marker.getElement();
    const say_ = () => handle.setAttribute("aria-label", `${name}: ${degreesText(place.lat, place.lon)}. ${say("corner_help")}`);
    const go = (latlng) => {
      place = { lat: round(latlng.lat), lon: round(latlng.lng) };
      moved(place);
      say_();
      this.#follow();
    };
    say_();
    marker.on("drag", () => go(marker.getLatLng()));
    marker.on("dragend", () => this.#redraw());
    marker.on("click", (event) => L.DomEvent.stopPropagation(event));
    handle.addEventListener("keydown", (event) => {
      const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      if (event.key === "Delete" || event.key === "Backspace") removed();
      else if (event.key in ways) {
        const far = event.shiftKey ? 1 : STEP;
        const [x, y] = ways[event.key];
        const at = this.#map.latLngToContainerPoint(marker.getLatLng()).add([x * far, y * far]);
        marker.setLatLng(this.#map.containerPointToLatLng(at));
        go(marker.getLatLng());
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  // A mark between two corners, that becomes one when it is moved.
  #between(place, at) {
    const marker = this.#marker(place, "between").addTo(this.#layer);
    marker.getElement().setAttribute("aria-hidden", "true");
    let there = false;
    marker.on("drag", () => {
      const { lat, lng } = marker.getLatLng();
      this.#corners.splice(at, there ? 1 : 0, { lat: round(lat), lon: round(lng) });
      there = true;
      this.#write();
      this.#follow();
    });
    marker.on("dragend", () => this.#redraw());
    marker.on("click", ({ latlng }) => {
      this.#corners.splice(at, 0, { lat: round(latlng.lat), lon: round(latlng.lng) });
      this.#write();
      this.#redraw();
    });
  }

  // The mark on a circle's edge that sets its radius.
  #edge() {
    const { lat, lon } = this.#centre;
    const east = L.latLng(lat, lon).toBounds(2 * this.#radius).getEast();
    const marker = this.#marker({ lat, lon: east }, "edge").addTo(this.#layer);
    marker.getElement().setAttribute("aria-hidden", "true");
    marker.on("drag", () => {
      const metres = this.#map.distance([this.#centre.lat, this.#centre.lon], marker.getLatLng());
      this.#form.elements["f.radius"].value = String(Math.max(1, Math.round(metres)));
      this.#follow();
    });
    marker.on("dragend", () => this.#redraw());
  }

  #follow() {
    if (this.circle) {
      this.#shape.setLatLng([this.#centre.lat, this.#centre.lon]);
      this.#shape.setRadius(this.#radius);
    } else this.#shape.setLatLngs(this.#points());
  }

  #send(event) {
    const { elements } = this.#form;
    const drawn = this.circle ? this.#centre && this.#radius > 0 : this.#corners.length > 2;
    if (!drawn && !elements.area.value) {
      event.preventDefault();
      this.#said.textContent = say("nothing_drawn");
      return;
    }
    // An area is one or the other.
    if (this.circle) elements["f.outline"].value = "";
    else elements["f.radius"].value = "";
  }
}

function round(degrees) {
  return Number(degrees.toFixed(6));
}
