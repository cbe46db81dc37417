// What stands on the map at a moment: areas, danger zones, units. Painted, and found again under a pointer.

import { across, down, holds, lineOf, meets, trace } from "./ground.js";
import { Room } from "./base.js";
import { Symbols } from "./symbols.js";

const NEAR = 38; // symbols nearer to one another than this, in pixels, are one with a number
const SPREAD = 12; // from this zoom on, units in one area stand side by side
const NAMED = 13; // from this zoom on, units are named

// How areas of each kind are drawn: the name of a colour, and dashes, so that colour is not the only sign.
const KINDS = {
  land: { colour: "good", dash: [] },
  sea: { colour: "accent", dash: [10, 3] },
  air: { colour: "warn", dash: [3, 3] },
  facility: { colour: "ink", dash: [] },
  "": { colour: "muted", dash: [1, 3] },
};

export class Scene {
  layers = { land: true, sea: true, air: true, facility: true, danger: true, units: true, names: true, grouped: true };
  #symbols = new Symbols();
  #placed = [];
  moment = null;
  light = "";
  chosen = null;
  editing = null;

  show(content) {
    this.content = content;
    this.areas = content.areas.map((area) => ({
      area,
      rings: (area.shape ?? []).flat().map(lineOf),
      at: area.centre ? { x: across(area.centre[0]), y: down(area.centre[1]) } : null,
    }));
    for (const each of this.areas) Object.assign(each, boundsOf(each));
    this.dangers = content.dangers.map((polygons) => {
      const rings = polygons.flat().map(lineOf);
      return { rings, ...boundsOf({ rings }) };
    });
    // Larger areas lie under smaller ones.
    this.order = this.areas
      .map((_, number) => number)
      .sort((a, b) => this.areas[b].size - this.areas[a].size);
  }

  shown(kind) {
    return this.layers[kind || "facility"];
  }

  paint(context, view, colours) {
    const room = new Room();
    if (this.light && this.light !== "day") {
      context.globalAlpha = this.light === "night" ? 0.3 : 0.14;
      context.fillStyle = colours.night;
      context.fillRect(0, 0, view.width, view.height);
      context.globalAlpha = 1;
    }
    for (const number of this.order) this.#paintArea(context, view, colours, number);
    if (this.layers.danger) this.#paintDangers(context, view, colours);
    this.#placed = [];
    if (this.layers.units) this.#paintUnits(context, view, colours, room);
    if (this.layers.names) this.#paintNames(context, view, colours, room);
    return room;
  }

  #paintArea(context, view, colours, number) {
    const { area, rings, at } = this.areas[number];
    if (!at || !this.shown(area.kind) || area.key === this.editing) return;
    const { state } = this.moment.areas[number];
    const look = KINDS[area.kind] ?? KINDS[""];
    const chosen = this.chosen?.area === number;
    context.strokeStyle = colours[look.colour];
    context.fillStyle = colours[look.colour];
    context.lineWidth = chosen ? 3.5 : 1.6;
    context.setLineDash(look.dash);
    if (!rings.length || this.areas[number].size * view.scale < 6) {
      const x = at.x * view.scale - view.left;
      const y = at.y * view.scale - view.top;
      if (x < 0 || y < 0 || x > view.width || y > view.height) return;
      context.setLineDash([]);
      context.beginPath();
      context.rect(x - 3.5, y - 3.5, 7, 7);
      context.globalAlpha = state === "free" ? 0.35 : 0.9;
      context.fill();
      context.globalAlpha = 1;
      context.stroke();
      return;
    }
    if (!meets(this.areas[number], view)) return;
    context.beginPath();
    for (const ring of rings) {
      trace(context, ring, view);
      context.closePath();
    }
    context.globalAlpha = area.kind === "air" ? 0.04 : 0.1;
    context.fill("evenodd");
    if (state !== "free") {
      context.globalAlpha = 1;
      context.fillStyle = hatching(context, colours, state, view.ratio);
      context.fill("evenodd");
    }
    context.globalAlpha = 1;
    context.stroke();
  }

  #paintDangers(context, view, colours) {
    context.strokeStyle = colours.alarm;
    context.lineWidth = 2;
    context.setLineDash([8, 3, 2, 3]);
    for (const { danger } of this.moment.dangers) {
      const zone = this.dangers[danger];
      if (!meets(zone, view)) continue;
      context.beginPath();
      for (const ring of zone.rings) {
        trace(context, ring, view);
        context.closePath();
      }
      context.globalAlpha = 0.12;
      context.fillStyle = colours.alarm;
      context.fill("evenodd");
      context.globalAlpha = 1;
      context.stroke();
    }
    context.setLineDash([]);
  }

  // Units in one area stand around its middle; what would lie upon one another is one symbol with a number.
  #paintUnits(context, view, colours, room) {
    const byArea = new Map();
    this.moment.units.forEach(({ state, area }, number) => {
      if (area === undefined || !this.areas[area].at) return;
      if (!byArea.has(area)) byArea.set(area, { in: [], last: [] });
      byArea.get(area)[state === "in" ? "in" : "last"].push(number);
    });
    const groups = [];
    for (const [area, { in: taking, last }] of byArea) {
      const { x, y } = this.areas[area].at;
      const px = x * view.scale - view.left;
      const py = y * view.scale - view.top;
      if (px < -60 || py < -60 || px > view.width + 60 || py > view.height + 60) continue;
      const units = [...taking, ...last];
      if (units.length > 1 && view.zoom >= SPREAD && units.length <= 60) groups.push(...spread(units, px, py));
      else if (this.layers.grouped || units.length === 1) groups.push({ x: px, y: py, units });
      else groups.push(...units.map((unit) => ({ x: px, y: py, units: [unit] })));
    }
    const together = this.layers.grouped ? merged(groups) : groups;
    for (const group of together) this.#paintGroup(context, view, colours, room, group);
  }

  #paintGroup(context, view, colours, room, group) {
    const [first] = group.units;
    const unit = this.content.units[first];
    const { bitmap, width, height, x, y } = this.#symbols.of(unit.symbol, view.ratio, colours.mono);
    const idle = group.units.every((number) => this.moment.units[number].state === "last");
    const left = group.x - x;
    const top = group.y - y;
    context.globalAlpha = idle ? 0.55 : 1;
    context.drawImage(bitmap, left, top, width, height);
    context.globalAlpha = 1;
    this.#placed.push({ x: group.x, y: group.y, units: group.units });
    room.take(left, top, width, height);
    if (this.chosen?.unit !== undefined && group.units.includes(this.chosen.unit)) {
      context.strokeStyle = colours.accent;
      context.lineWidth = 3;
      context.strokeRect(left - 3, top - 3, width + 6, height + 6);
    }
    if (group.units.length > 1) {
      const text = String(group.units.length);
      context.font = `700 11px ${colours.font}`;
      const wide = Math.max(18, context.measureText(text).width + 9);
      context.fillStyle = colours.ink;
      context.beginPath();
      context.roundRect(left + width - 8, top - 8, wide, 17, 8.5);
      context.fill();
      context.fillStyle = colours.surface;
      context.textBaseline = "middle";
      context.textAlign = "center";
      context.fillText(text, left + width - 8 + wide / 2, top + 1);
      context.textAlign = "start";
    } else if (view.zoom >= NAMED && this.layers.names) {
      label(context, colours, room, unit.id, group.x, top + height + 8);
    }
  }

  #paintNames(context, view, colours, room) {
    for (const number of [...this.order].reverse()) {
      const { area, at, size } = this.areas[number];
      if (!at || !this.shown(area.kind) || (size * view.scale < 26 && view.zoom < NAMED)) continue;
      if (!meets(this.areas[number], view)) continue;
      const shut = ["closed", "danger", "reserved"].includes(this.moment.areas[number].state);
      label(
        context,
        shut ? { ...colours, ink: colours.alarm } : colours,
        room,
        shut ? `${area.id} ⨯` : area.id,
        at.x * view.scale - view.left,
        at.y * view.scale - view.top,
      );
    }
  }

  // What lies under a point of the canvas: units first, then the smallest area.
  under(point, view) {
    let best = null;
    for (const group of this.#placed) {
      const far = Math.hypot(group.x - point.x, group.y - point.y);
      if (far < 22 && (!best || far < best.far)) best = { far, units: group.units };
    }
    if (best) return best.units.length === 1 ? { unit: best.units[0] } : { units: best.units };
    const x = (point.x + view.left) / view.scale;
    const y = (point.y + view.top) / view.scale;
    for (const number of [...this.order].reverse()) {
      const each = this.areas[number];
      if (!each.at || !this.shown(each.area.kind)) continue;
      const near = Math.hypot(each.at.x - x, each.at.y - y) * view.scale < 12;
      if ((each.rings.length && holds(each.rings, x, y)) || (near && each.size * view.scale < 12)) return { area: number };
    }
    return null;
  }
}

function boundsOf({ rings, at }) {
  if (!rings.length) {
    const { x, y } = at ?? { x: -9, y: -9 };
    return { west: x, east: x, north: y, south: y, size: 0 };
  }
  const found = {
    west: Math.min(...rings.map((ring) => ring.west)),
    east: Math.max(...rings.map((ring) => ring.east)),
    north: Math.min(...rings.map((ring) => ring.north)),
    south: Math.max(...rings.map((ring) => ring.south)),
  };
  return { ...found, size: Math.max(found.east - found.west, found.south - found.north) };
}

function spread(units, x, y) {
  const wide = Math.ceil(Math.sqrt(units.length * 1.6));
  const rows = Math.ceil(units.length / wide);
  return units.map((unit, number) => ({
    x: x + ((number % wide) - (Math.min(wide, units.length) - 1) / 2) * 46,
    y: y + (Math.floor(number / wide) - (rows - 1) / 2) * 44,
    units: [unit],
  }));
}

// Groups that lie near one another become one, in the order in which they stand.
function merged(groups) {
  const cells = new Map();
  const found = [];
  for (const group of groups) {
    const column = Math.floor(group.x / NEAR);
    const row = Math.floor(group.y / NEAR);
    let near = null;
    for (let dx = -1; dx <= 1 && !near; dx += 1) {
      for (let dy = -1; dy <= 1 && !near; dy += 1) {
        const other = cells.get(`${column + dx} ${row + dy}`);
        if (other && Math.hypot(other.x - group.x, other.y - group.y) < NEAR) near = other;
      }
    }
    if (near) {
      near.units = [...near.units, ...group.units];
      continue;
    }
    const own = { ...group };
    cells.set(`${column} ${row}`, own);
    found.push(own);
  }
  return found;
}

function label(context, colours, room, text, x, y) {
  context.font = `600 11px ${colours.font}`;
  const width = context.measureText(text).width;
  if (!room.take(x - width / 2 - 2, y - 8, width + 4, 16)) return;
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.lineWidth = 3;
  context.strokeStyle = colours.surface;
  context.strokeText(text, x, y);
  context.fillStyle = colours.ink;
  context.fillText(text, x, y);
  context.textAlign = "start";
}

const hatched = new Map();

// A pattern for each state: lines one way for what is in use, crossed for what is shut.
function hatching(context, colours, state, ratio) {
  const colour = state === "occupied" ? colours.accent : state === "reserved" ? colours.muted : colours.alarm;
  const name = `${state} ${colour} ${ratio}`;
  if (!hatched.has(name)) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 10;
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.55;
    pen.lineWidth = 1.2;
    pen.beginPath();
    for (const from of [-10, 0, 10]) {
      pen.moveTo(from, 10);
      pen.lineTo(from + 10, 0);
      if (state !== "occupied") {
        pen.moveTo(from, 0);
        pen.lineTo(from + 10, 10);
      }
    }
    pen.stroke();
    hatched.set(name, context.createPattern(tile, "repeat"));
  }
  return hatched.get(name);
}
