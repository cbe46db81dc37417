// The base map: land, coast and borders from files of their own, each loaded once the map is near enough; towns.

import { across, down, lineOfSteps, meets, trace } from "./ground.js";

export class Base {
  #files;
  #towns;
  #changed;
  borders = true;
  allowed = true; // the exercise's owner can switch borders off for all
  towns = true;

  constructor({ base, towns }, changed) {
    this.#files = base.map((file) => ({ ...file, state: "absent" }));
    this.#towns = towns.map(([lon, lat, zoom, name]) => ({ x: across(lon), y: down(lat), zoom, name }));
    this.#changed = changed;
  }

  // Load what the zoom asks for.
  async need(zoom) {
    for (const file of this.#files) {
      if (file.state !== "absent" || zoom < file.zoom) continue;
      file.state = "asked";
      try {
        const answer = await fetch(file.address);
        if (!answer.ok) throw new Error(answer.statusText);
        Object.assign(file, readied(await answer.json()), { state: "there" });
        this.#changed();
      } catch {
        file.state = "absent"; // asked again at the next move
      }
    }
  }

  paint(context, view, colours) {
    context.fillStyle = colours.sea;
    context.fillRect(0, 0, view.width, view.height);
    for (const file of this.#files) {
      if (file.state !== "there" || view.zoom < file.zoom || !meets(file, view)) continue;
      context.save();
      context.beginPath();
      const at = [file.west * view.scale - view.left, file.north * view.scale - view.top];
      context.rect(...at, (file.east - file.west) * view.scale, (file.south - file.north) * view.scale);
      context.clip();
      context.fillStyle = colours.sea;
      context.fillRect(0, 0, view.width, view.height);
      context.fillStyle = colours.land;
      context.beginPath();
      for (const rings of file.land) {
        if (!meets(rings[0], view)) continue;
        for (const ring of rings) if (meets(ring, view)) trace(context, ring, view);
      }
      context.fill("evenodd");
      const coasts = new Path2D();
      coasts.rect(at[0] + 1, at[1] + 1, (file.east - file.west) * view.scale - 2, (file.south - file.north) * view.scale - 2);
      context.clip(coasts); // where a file ends is no coast
      context.strokeStyle = colours.coast;
      context.lineWidth = 1;
      context.stroke();
      if (this.borders && this.allowed) {
        context.beginPath();
        for (const line of file.borders) if (meets(line, view)) trace(context, line, view);
        context.strokeStyle = colours.border;
        context.setLineDash([6, 4]);
        context.stroke();
      }
      context.restore();
    }
  }

  // Names of towns where there is room for them.
  paintTowns(context, view, colours, room) {
    if (!this.towns) return;
    context.font = `12px ${colours.font}`;
    context.textBaseline = "middle";
    for (const town of this.#towns) {
      if (view.zoom < town.zoom) continue;
      const x = town.x * view.scale - view.left;
      const y = town.y * view.scale - view.top;
      const width = context.measureText(town.name).width;
      if (x < -width || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
      if (!room.take(x + 5, y - 8, width + 4, 16)) continue;
      context.fillStyle = colours.ink;
      context.beginPath();
      context.arc(x, y, 2.5, 0, 7);
      context.fill();
      context.lineWidth = 3;
      context.strokeStyle = colours.land;
      context.strokeText(town.name, x + 7, y);
      context.fillText(town.name, x + 7, y);
    }
  }
}

function readied({ bounds, unit, land, borders }) {
  const [west, south, east, north] = bounds;
  return {
    west: across(west),
    east: across(east),
    north: down(north),
    south: down(south),
    land: land.map((rings) => rings.map((ring) => lineOfSteps(ring, unit))),
    borders: borders.map((line) => lineOfSteps(line, unit)),
  };
}

// Where something is written already.
export class Room {
  #taken = [];

  take(x, y, width, height) {
    if (this.#taken.some(([a, b, w, h]) => x < a + w && a < x + width && y < b + h && b < y + height)) return false;
    this.#taken.push([x, y, width, height]);
    return true;
  }
}
