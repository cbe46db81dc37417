// Paints what can be seen of the board: shades, bars and signs on one layer, what is held in hand on top of it.

import { BEGUN, FIXED, MANDATORY } from "./model.js";
import { Signs } from "./signs.js";

export const ROW = 24; // height of a row of bars
export const HEAD = 46; // height of the axis
const BAR = 19;
const GAP = 5; // below a lane

const NIGHT = 0; // the first of the lights that are shaded

export class Painter {
  constructor(canvas, model, clock, looks, words) {
    Object.assign(this, { canvas, model, clock, looks, words });
    this.pen = canvas.getContext("2d", { alpha: false });
    this.layer = document.createElement("canvas");
    this.side = 168;
    this.width = this.height = 0;
    this.ratio = 1;
    this.lanes = [];
    this.tops = new Float64Array(0);
    this.total = 0;
    this.dirty = true;
    this.signs = new Signs(looks);
  }

  resize(width, height, ratio) {
    Object.assign(this, { width, height, ratio });
    this.side = width < 600 ? 104 : 168;
    for (const canvas of [this.canvas, this.layer]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.dirty = true;
  }

  lay(lanes) {
    this.lanes = lanes;
    this.tops = new Float64Array(lanes.length + 1);
    let top = 0;
    for (const [number, lane] of lanes.entries()) {
      this.tops[number] = top;
      top += lane.count * ROW + GAP;
    }
    this.tops[lanes.length] = this.total = top;
    this.dirty = true;
  }

  x(minute, view) {
    return this.side + (minute - view.from) * view.scale;
  }

  minute(x, view) {
    return view.from + (x - this.side) / view.scale;
  }

  // Number of the lane at a height below the axis; -1 behind the last.
  laneAt(y) {
    let low = 0;
    let high = this.lanes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tops[middle] <= y) low = middle;
      else high = middle - 1;
    }
    return y >= 0 && y < this.total ? low : -1;
  }

  // The first bar of a lane that may reach behind a minute.
  first(lane, minute) {
    const { serials, longest } = lane;
    let low = 0;
    let high = serials.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.model.begins[serials[middle]] < minute - longest) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  at(x, y, view) {
    if (x < this.side || y < HEAD) return null;
    const below = y - HEAD + view.top;
    const number = this.laneAt(below);
    if (number < 0) return null;
    const lane = this.lanes[number];
    const row = Math.floor((below - this.tops[number]) / ROW);
    const minute = this.minute(x, view);
    const slack = 3 / view.scale;
    for (let place = this.first(lane, minute - slack); place < lane.serials.length; place += 1) {
      const n = lane.serials[place];
      if (this.model.begins[n] > minute + slack) break;
      if (lane.rows[place] === row && this.model.ends(n) >= minute - slack) return { n, lane: number };
    }
    return { n: -1, lane: number };
  }

  // `held` is what is above the layer: selection, the bar in hand, where it fits, bars of another timetable.
  paint(view, held) {
    if (this.dirty || this.painted !== view.version) this.#base(view, held);
    const { pen, ratio } = this;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(this.layer, 0, 0);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#above(pen, view, held);
  }

  #base(view, held) {
    const pen = this.layer.getContext("2d", { alpha: false });
    const { ratio, looks, width, height } = this;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = looks.surface;
    pen.fillRect(0, 0, width, height);
    const to = this.minute(width, view);
    const marks = this.clock.marks(view.from, to, view.scale, 64);
    this.#light(pen, view, to);
    this.#grid(pen, view, marks);
    const first = Math.max(0, this.laneAt(view.top));
    let last = first;
    for (; last < this.lanes.length && this.tops[last] - view.top < height - HEAD; last += 1) {
      this.#lane(pen, view, to, last, held);
    }
    this.#names(pen, view, first, last);
    this.#axis(pen, view, marks);
    this.dirty = false;
    this.painted = view.version;
  }

  #light(pen, view, to, tall = this.height) {
    for (const [begins, ends, light] of this.model.data.light) {
      if (ends < view.from || begins > to) continue;
      pen.fillStyle = light === NIGHT ? this.looks.night : this.looks.twilight;
      const x = Math.max(this.side, this.x(begins, view));
      pen.fillRect(x, HEAD - 12, this.x(ends, view) - x, tall);
    }
  }

  #grid(pen, view, { minutes }) {
    pen.fillStyle = this.looks.line;
    for (const minute of minutes) pen.fillRect(Math.round(this.x(minute, view)), HEAD, 1, this.height);
    pen.fillStyle = this.looks.accent;
    for (const edge of [this.model.data.startex, this.model.data.endex]) {
      if (edge !== null) pen.fillRect(Math.round(this.x(edge, view)) - 1, HEAD - 6, 2, this.height);
    }
  }

  #lane(pen, view, to, number, held) {
    const { looks, model } = this;
    const lane = this.lanes[number];
    const top = HEAD + this.tops[number] - view.top;
    const tall = lane.count * ROW + GAP;
    pen.fillStyle = looks.line;
    pen.fillRect(0, top + tall - 1, this.width, 1);
    if (view.by === "area" || view.by === "unit") this.#taken(pen, view, to, lane, top, tall - 1);
    let texts = 0;
    for (let place = this.first(lane, view.from); place < lane.serials.length; place += 1) {
      const n = lane.serials[place];
      if (model.begins[n] - model.setup[n] > to) break;
      if (model.ends(n) + model.clearup[n] < view.from) continue;
      texts += this.#bar(pen, view, n, top + lane.rows[place] * ROW + 3, number);
    }
    return texts;
  }

  // What is shut or reserved in a lane.
  #taken(pen, view, to, lane, top, tall) {
    const { data } = this.model;
    const stretch = (begins, ends, fill, pattern, words, edge) => {
      if (ends < view.from || begins > to) return;
      const x = Math.max(this.side, this.x(begins, view));
      const width = Math.min(this.width, this.x(ends, view)) - x;
      if (width <= 0) return;
      pen.fillStyle = fill;
      pen.fillRect(x, top, width, tall);
      if (pattern) {
        pen.fillStyle = pattern;
        pen.fillRect(x, top, width, tall);
      }
      if (words && width > 46) this.signs.text(pen, words, x + 4, top + ROW / 2 + 1, width - 6, edge, 11);
    };
    const { shut, reserved } = this.#byLane();
    if (lane.number < 0) return;
    if (view.by === "area") {
      for (const [, begins, ends, closed] of shut.get(lane.number) ?? []) {
        if (closed) stretch(begins, ends, this.looks.shut, this.looks.crossed, this.words.closed, this.looks.alarm);
        else stretch(begins, ends, this.looks.shut, null, "", "");
      }
    }
    for (const [, , begins, ends] of reserved.get(`${view.by}${lane.number}`) ?? []) {
      stretch(begins, ends, this.looks.shut, this.looks.hatch, this.words.reserved, this.looks.ink);
    }
  }

  #byLane() {
    const { data } = this.model;
    if (this.indexed !== data) {
      this.shut = Map.groupBy(data.shut, ([area]) => area);
      this.reserved = Map.groupBy(data.reserved, ([what, number]) => `${what ? "unit" : "area"}${number}`);
      this.indexed = data;
    }
    return this;
  }

  #bar(pen, view, n, top, lane) {
    const { model, looks } = this;
    const x = this.x(model.begins[n], view);
    const width = Math.max(2, model.length[n] * view.scale - 1);
    const faint = view.inHand?.has(n);
    if (view.by === "area" && !faint) this.#around(pen, view, n, top, x, width);
    pen.globalAlpha = faint ? 0.35 : 1;
    this.#box(pen, n, x, top, width);
    pen.globalAlpha = 1;
    return 1;
  }

  // Set-up and clear-up block the area, not the units: a thin band beside the bar.
  #around(pen, view, n, top, x, width) {
    const { model } = this;
    pen.fillStyle = this.looks.edge;
    const before = model.setup[n] * view.scale;
    const after = model.clearup[n] * view.scale;
    if (before > 1) pen.fillRect(x - before, top + BAR - 4, before, 2);
    if (after > 1) pen.fillRect(x + width, top + BAR - 4, after, 2);
  }

  #box(pen, n, x, top, width) {
    const { model, looks } = this;
    const number = view_colour(this.colours, model, n);
    pen.fillStyle = looks.hue(number);
    pen.fillRect(x, top, width, BAR);
    const pattern = looks.pattern(number);
    if (pattern && width > 5) {
      pen.fillStyle = pattern;
      pen.fillRect(x, top, width, BAR);
    }
    const mandatory = model.flags[n] & MANDATORY;
    pen.fillStyle = mandatory ? looks.ink : looks.edge;
    if (width > 6) {
      if (mandatory) pen.fillRect(x, top, 3, BAR);
      else for (let y = 0; y < BAR; y += 6) pen.fillRect(x, top + y, 2, 3);
      pen.fillRect(x, top + BAR - 1, width, 1);
    }
    if (width < 26) {
      if (model.wrong(n)) this.signs.alarm(pen, x + width / 2 - 5, top - 1, Math.max(width, 8));
      return;
    }
    let left = x + 6;
    if (model.flags[n] & (FIXED | BEGUN)) {
      this.signs.lock(pen, left, top + 4, model.flags[n] & BEGUN);
      left += 11;
    }
    const wrong = model.wrong(n);
    const right = x + width - (wrong ? 15 : 3);
    const seen = Math.max(left, this.side + 3);
    if (right - seen > 14) this.#label(pen, n, seen, top + BAR / 2 + 0.5, right - seen);
    if (wrong) this.signs.alarm(pen, x + width - 13, top + 3, 12);
  }

  // Id and title where there is room; an id is written whole or not at all.
  #label(pen, n, x, y, width) {
    const { model, looks } = this;
    const id = model.id[n];
    const size = width > id.length * 6.8 ? 12 : width > id.length * 5.6 ? 10 : 0;
    if (!size) return;
    const text = width > 90 && model.title[n] ? `${id} ${model.title[n]}` : id;
    this.signs.text(pen, text, x, y, width + (text === id ? 8 : 0), looks.ink, size);
  }

  #names(pen, view, first, last) {
    const { looks } = this;
    pen.fillStyle = looks.raised;
    pen.fillRect(0, HEAD, this.side, this.height);
    pen.fillStyle = looks.edge;
    pen.fillRect(this.side - 1, 0, 1, this.height);
    for (let number = first; number < last; number += 1) {
      const lane = this.lanes[number];
      const top = HEAD + this.tops[number] - view.top;
      pen.fillStyle = looks.line;
      pen.fillRect(0, top + lane.count * ROW + GAP - 1, this.side - 1, 1);
      this.signs.text(pen, lane.id, 8, top + ROW / 2 + 2, this.side - 16, looks.ink, 12);
      if (lane.title && lane.title !== lane.id && lane.count > 1) {
        this.signs.text(pen, lane.title, 8, top + ROW * 1.5, this.side - 16, looks.muted, 11);
      }
    }
  }

  #axis(pen, view, { step, minutes }) {
    const { looks, clock } = this;
    pen.fillStyle = looks.raised;
    pen.fillRect(0, 0, this.width, HEAD - 12);
    pen.fillStyle = looks.surface;
    pen.fillRect(0, HEAD - 12, this.width, 12);
    this.#light(pen, view, this.minute(this.width, view), 12);
    pen.fillStyle = looks.edge;
    pen.fillRect(0, HEAD - 1, this.width, 1);
    const days = step < 1440;
    for (const minute of minutes) {
      const x = Math.round(this.x(minute, view));
      if (x < this.side) continue;
      pen.fillStyle = looks.edge;
      pen.fillRect(x, 26, 1, 8);
      const text = days ? clock.time(minute) : clock.day(minute);
      this.signs.text(pen, text, x + 4, days ? 25 : 16, 80, looks.ink, 11);
    }
    if (!days) return;
    let day = Math.floor(clock.local(view.from) / 1440);
    for (;;) {
      const begins = day * 1440 - clock.offset(view.from);
      const x = this.x(begins, view);
      if (x > this.width) break;
      const end = this.x(begins + 1440, view);
      const left = Math.max(x + 4, this.side + 4);
      this.signs.text(pen, clock.day(begins + 720), left, 10, end - left - 4, looks.ink, 12);
      pen.fillStyle = looks.edge;
      if (x > this.side) pen.fillRect(Math.round(x), 0, 1, HEAD);
      day += 1;
    }
    pen.fillStyle = looks.raised;
    pen.fillRect(0, 0, this.side - 1, HEAD - 12);
  }

  #above(pen, view, held) {
    pen.save();
    pen.beginPath();
    pen.rect(this.side, HEAD, this.width, this.height);
    pen.clip();
    this.#ghosts(pen, view, held);
    this.#fits(pen, view, held);
    this.#selection(pen, view, held);
    this.#hand(pen, view, held);
    pen.restore();
  }

  // Bars of another timetable: outlines with dashes.
  #ghosts(pen, view, { ghosts }) {
    if (!ghosts?.length) return;
    pen.strokeStyle = this.looks.warn;
    pen.lineWidth = 1.5;
    pen.setLineDash([4, 3]);
    const to = this.minute(this.width, view);
    for (const { n, begins, length, lanes } of ghosts) {
      if (begins > to || begins + length < view.from) continue;
      for (const number of lanes) {
        const top = HEAD + this.tops[number] - view.top;
        if (top > this.height || top + ROW < HEAD) continue;
        const x = this.x(begins, view);
        const width = Math.max(3, length * view.scale - 1);
        pen.strokeRect(x + 0.5, top + 2.5, width, BAR + 1);
        if (width > 30) this.signs.text(pen, this.model.id[n], x + 5, top + BAR / 2 + 3, width - 8, this.looks.warn, 11);
      }
    }
    pen.setLineDash([]);
  }

  #fits(pen, view, { fits }) {
    for (const { number, begins, ends } of fits ?? []) {
      const lane = this.lanes[number];
      if (!lane) continue;
      const x = Math.max(this.side, this.x(begins, view));
      const width = Math.min(this.width, this.x(ends, view)) - x;
      const top = HEAD + this.tops[number] - view.top;
      if (width <= 0 || top > this.height) continue;
      const tall = lane.count * ROW + GAP - 1;
      pen.fillStyle = this.looks.fits;
      pen.fillRect(x, top, width, tall);
      pen.fillStyle = this.looks.ticked;
      pen.fillRect(x, top + tall - 4, width, 4);
      if (width > 14) this.signs.tick(pen, x + 3, top + 4);
    }
  }

  #selection(pen, view, { selected, focused }) {
    if (selected < 0 || selected === undefined) return;
    pen.strokeStyle = this.looks.accent;
    pen.lineWidth = focused ? 3 : 2;
    this.each(selected, view, (x, top, width) => pen.strokeRect(x - 1, top - 1, width + 2, BAR + 2));
  }

  // Every place at which a serial stands and can be seen.
  each(n, view, act) {
    for (const [number, lane] of this.lanes.entries()) {
      const top = HEAD + this.tops[number] - view.top;
      if (top > this.height || top + lane.count * ROW < HEAD) continue;
      const from = this.first(lane, this.model.begins[n]);
      for (let place = from; place < lane.serials.length; place += 1) {
        if (this.model.begins[lane.serials[place]] > this.model.begins[n]) break;
        if (lane.serials[place] !== n) continue;
        const width = Math.max(2, this.model.length[n] * view.scale - 1);
        act(this.x(this.model.begins[n], view), top + lane.rows[place] * ROW + 3, width);
      }
    }
  }

  #hand(pen, view, { hand }) {
    if (!hand) return;
    const { looks } = this;
    for (const { n, begins, lanes } of hand.bars) {
      for (const number of lanes) {
        const top = HEAD + this.tops[number] - view.top + 3;
        const x = this.x(begins, view);
        const width = Math.max(6, this.model.length[n] * view.scale - 1);
        this.#box(pen, n, x, top, width);
        pen.strokeStyle = hand.state === "fine" ? looks.good : hand.state === "broken" ? looks.alarm : looks.accent;
        pen.lineWidth = 3;
        pen.strokeRect(x - 1, top - 1, width + 2, BAR + 2);
        if (hand.state === "broken") this.signs.alarm(pen, x + width + 5, top + 3, 12);
        if (hand.state === "fine") this.signs.tick(pen, x + width + 5, top + 5);
      }
    }
  }
}

function view_colour(colours, model, n) {
  return colours === "nation" ? model.nationNumber[n] : model.kindNumber[n];
}
