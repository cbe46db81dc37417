// The timetable board: loads what it draws, scrolls and zooms, and hands on what is asked of it.

import { Asking, fill } from "./asking.js";
import { Clock } from "./clock.js";
import { Comparing } from "./comparing.js";
import { Following } from "./following.js";
import { Keys } from "./keys.js";
import { Listing } from "./listing.js";
import { Looks } from "./looks.js";
import { Model } from "./model.js";
import { Moving } from "./moving.js";
import { HEAD, Painter } from "./painting.js";
import { Panel } from "./panel.js";
import { Pointing } from "./pointing.js";

const FINEST = 2.8; // pixels a minute: a quarter of an hour is 42 pixels
const LASTS = 12_000; // milliseconds for which something said is seen
const WIDEST = 30_000_000; // pixels that browsers can scroll over

export class Board {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(document.getElementById("board-words").textContent);
    this.asking = new Asking(JSON.parse(document.getElementById("board-addresses").textContent), root.dataset.token);
    this.scroller = root.querySelector(".board-scroll");
    this.space = root.querySelector(".board-space");
    this.canvas = root.querySelector("canvas");
    this.status = root.querySelector(".board-status");
    this.heard = root.querySelector(".board-heard");
    this.looks = new Looks(root);
    this.selected = -1;
    this.view = { from: 0, scale: 1, top: 0, by: "area", version: 0, inHand: null };
    this.asked = {};
    this.frame = 0;
  }

  async start() {
    let data;
    try {
      data = await this.asking.get("data");
    } catch {
      return this.say(this.words.failed);
    }
    this.model = new Model(data, this.words);
    this.clock = new Clock(data.offsets, this.words);
    this.painter = new Painter(this.canvas, this.model, this.clock, this.looks, this.words);
    this.painter.colours = "kind";
    this.panel = new Panel(this);
    this.listing = new Listing(this);
    this.moving = new Moving(this);
    this.comparing = new Comparing(this);
    this.#controls();
    this.pointing = new Pointing(this);
    this.keys = new Keys(this);
    this.following = new Following(this);
    this.root.dataset.planned = data.planned;
    this.#size();
    this.whole();
    this.arrange();
    new ResizeObserver(() => this.#size()).observe(this.scroller);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    for (const query of ["(prefers-color-scheme: dark)"]) {
      matchMedia(query).addEventListener("change", () => this.recolour());
    }
    new MutationObserver(() => this.recolour()).observe(document.documentElement, { attributes: true });
    this.root.classList.add("ready");
    performance.mark("board-usable");
    this.findings();
    this.#address();
  }

  // What the address asks for: a serial to be selected, a proposal or a baseline to be compared with.
  #address() {
    const query = new URLSearchParams(location.search);
    const n = this.model.byKey.get(query.get("serial") ?? "");
    if (n !== undefined) this.select(n, true);
    if (query.get("proposal")) this.comparing.with("proposal", query.get("proposal"));
    if (query.get("compare")) this.comparing.with("compare", query.get("compare"));
  }

  #controls() {
    const { model, words } = this;
    const form = this.root.querySelector(".board-tools");
    this.form = form;
    const options = (name, all, values) => {
      const field = form.elements[name];
      field.replaceChildren(new Option(all, ""), ...values.map(([value, text]) => new Option(text, value)));
    };
    options("nation", words.allNations, model.nationNames.map((each) => [each, each]));
    options("kind", words.allKinds, model.kinds.map((each) => [each, each]));
    options("phase", words.allPhases, model.data.phases.map(([id, title], n) => [n, title || id]));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.arrange());
    this.root.addEventListener("click", (event) => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (act) this.act(act, event.target.closest("[data-act]"));
    });
  }

  // What a button or a key asks for.
  act(name, button = null) {
    const acts = {
      in: () => this.zoom(1.5),
      out: () => this.zoom(1 / 1.5),
      whole: () => this.whole(),
      day: () => this.day(),
      undo: () => this.moving.undo(button?.dataset.step),
      pick: () => this.moving.pick(this.selected),
      nextFit: () => this.moving.toFit(1),
      drop: () => this.moving.drop(),
      escape: () => this.moving.putBack(),
      stopComparing: () => this.comparing.end(),
      colour: () => {
        this.painter.colours = this.form.elements.colour.value;
        this.refresh();
      },
    };
    acts[name]?.();
  }

  // Filter, lay out and list anew.
  arrange() {
    const form = this.form.elements;
    const asked = {
      text: form.q.value,
      nation: form.nation.value,
      kind: form.kind.value,
      phase: form.phase.value,
      wrong: form.wrong?.checked ?? false,
    };
    this.view.by = form.by.value;
    this.painter.colours = form.colour.value;
    const count = this.model.filter(asked);
    this.root.querySelector(".board-count").textContent = fill(this.words.shown, { number: count, of: this.model.count });
    const some = Object.values(asked).some(Boolean);
    this.painter.lay(this.model.lanes(this.view.by, some));
    this.#spread();
    this.listing.show();
    this.comparing.arrange();
    this.moving.arrange();
    this.refresh();
  }

  refresh() {
    this.view.version += 1;
    this.draw();
  }

  recolour() {
    this.looks.read();
    this.refresh();
  }

  draw() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.painter.paint(this.view, {
        selected: this.selected,
        focused: document.activeElement === this.scroller,
        fits: this.moving.fits,
        hand: this.moving.hand,
        ghosts: this.comparing.ghosts,
      });
    });
  }

  #size() {
    const { clientWidth, clientHeight } = this.scroller;
    if (!clientWidth || !clientHeight) return;
    this.painter.resize(clientWidth, clientHeight, Math.min(2, devicePixelRatio || 1));
    this.scaled(this.view.scale);
    this.refresh();
  }

  // The size of what can be scrolled over.
  #spread() {
    const { begins, ends } = this.model.data;
    const width = this.painter.side + (ends - begins) * this.view.scale;
    this.space.style.width = `${Math.ceil(width)}px`;
    this.space.style.height = `${Math.ceil(HEAD + this.painter.total + 40)}px`;
    this.#scrolled();
  }

  #scrolled() {
    const { scrollLeft, scrollTop } = this.scroller;
    this.view.from = this.model.data.begins + scrollLeft / this.view.scale;
    this.view.top = scrollTop;
    this.refresh();
  }

  // Scale at which all of it is to be seen.
  get coarsest() {
    const { begins, ends } = this.model.data;
    return Math.max(1e-4, (this.painter.width - this.painter.side) / (ends - begins));
  }

  scaled(scale, minute = null, x = null) {
    const { begins, ends } = this.model.data;
    const finest = Math.min(FINEST, WIDEST / (ends - begins));
    const middle = x ?? (this.painter.side + this.painter.width) / 2;
    const at = minute ?? this.painter.minute(middle, this.view);
    this.view.scale = Math.max(this.coarsest, Math.min(finest, scale));
    this.#spread();
    this.scroller.scrollLeft = (at - begins) * this.view.scale - (middle - this.painter.side);
    this.#scrolled();
  }

  zoom(by, x = null) {
    this.scaled(this.view.scale * by, x === null ? null : this.painter.minute(x, this.view), x);
  }

  whole() {
    this.scaled(this.coarsest);
  }

  day() {
    const at = this.selected >= 0 && this.model.placed(this.selected) ? this.model.begins[this.selected] : null;
    this.scaled((this.painter.width - this.painter.side) / 1440, at);
  }

  select(n, look = false) {
    this.selected = n;
    this.panel.show(n);
    this.listing.mark(n);
    if (look && n >= 0) this.lookAt(n);
    this.draw();
  }

  // Scroll to where a serial is, or to a minute and lane.
  lookAt(n, minute = null, lane = null) {
    const { model, painter, scroller } = this;
    const at = minute ?? (model.placed(n) ? model.begins[n] : null);
    if (at === null) return;
    const x = (at - model.data.begins) * this.view.scale;
    const room = painter.width - painter.side;
    const long = Math.min(room / 2, model.length[n] * this.view.scale);
    if (x < scroller.scrollLeft || x + long > scroller.scrollLeft + room) scroller.scrollLeft = x - room / 3;
    const number = lane ?? this.lanesWith(n)[0];
    const top = painter.tops[number ?? 0];
    const seen = painter.height - HEAD;
    if (number !== undefined && (top < scroller.scrollTop || top + 30 > scroller.scrollTop + seen)) {
      scroller.scrollTop = Math.max(0, top - seen / 3);
    }
    this.#scrolled();
  }

  // Lanes in which a serial is, or would be in other areas.
  lanesWith(n, areas = null) {
    const { lanes } = this.painter;
    if (this.view.by === "area") {
      const wanted = new Set(areas ?? this.model.areas[n]);
      const found = [...lanes.keys()].filter((each) => wanted.has(lanes[each].number));
      return found.length ? found : this.#without(n);
    }
    const found = [...lanes.keys()].filter((each) => lanes[each].serials.includes(n));
    return found.length ? found : this.#without(n);
  }

  #without(n) {
    const last = this.painter.lanes.length - 1;
    return last >= 0 && this.painter.lanes[last].number < 0 ? [last] : [];
  }

  async findings() {
    try {
      this.model.findings = await this.asking.get("findings");
    } catch {
      return;
    }
    if (this.form.elements.wrong?.checked) this.arrange();
    else this.listing.show();
    if (this.selected >= 0) this.panel.show(this.selected);
    this.refresh();
    this.root.classList.add("judged");
  }

  // Load all anew, and stay where one is.
  async reload() {
    const key = this.selected >= 0 ? this.model.key[this.selected] : "";
    let data;
    try {
      data = await this.asking.get("data");
    } catch {
      return this.say(this.words.failed);
    }
    const { findings } = this.model;
    this.model.take(data);
    this.model.findings = findings;
    this.selected = this.model.byKey.get(key) ?? -1;
    this.arrange();
    this.panel.show(this.selected);
    this.findings();
  }

  // Tell those who do not see the board what the others see.
  hear(text) {
    this.heard.textContent = text;
  }

  // Show something for a while.
  show(text) {
    clearTimeout(this.silence);
    this.status.replaceChildren(text);
    this.status.hidden = !text;
    this.silence = setTimeout(() => (this.status.hidden = true), LASTS);
  }

  // Say something to everybody; it goes by itself unless something can be done about it.
  say(text, step = "") {
    this.show(text);
    this.hear(text);
    if (!step) return;
    clearTimeout(this.silence);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button second";
    button.dataset.act = "undo";
    button.dataset.step = step;
    button.textContent = this.words.undo;
    this.status.append(button);
  }
}

const root = document.querySelector(".board");
if (root) {
  const board = new Board(root);
  board.start();
  // For benchmarks and whoever writes a page beside it.
  root.board = board;
}
