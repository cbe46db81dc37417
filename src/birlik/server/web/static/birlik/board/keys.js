// The board by keyboard; the map of keys of every page lists them too.

import { keys } from "../keys.js";

// What is listed: keys, and the name of the words that say what they do.
const LISTED = [
  ["ArrowLeft ArrowRight", "keyAlong"],
  ["ArrowUp ArrowDown", "keyAcross"],
  ["Shift ArrowLeft ArrowRight", "keyScroll"],
  ["+ - d 0", "keyZoom"],
  ["m", "keyPick"],
  ["ArrowLeft ArrowRight", "keyBy"],
  ["PageUp PageDown", "keyByDay"],
  ["ArrowUp ArrowDown", "keyBySet"],
  ["n p", "keyFit"],
  ["Enter", "keyEnter"],
  ["Escape", "keyEscape"],
  ["o", "keyOpen"],
  ["f", "keyWrong"],
  ["u", "keyUndo"],
  ["l c", "keyCycle"],
];

export class Keys {
  constructor(board) {
    this.board = board;
    board.scroller.addEventListener("keydown", (event) => this.#key(event));
    board.scroller.addEventListener("focus", () => board.draw());
    board.scroller.addEventListener("blur", () => board.draw());
    keys.add(LISTED.map(([each, word]) => ({ keys: each, does: board.words[word] })));
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { moving } = this.board;
    const act = moving.hand ? this.#inHand(event) : this.#free(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  #inHand(event) {
    const { moving } = this.board;
    const by = event.shiftKey ? 60 : moving.step;
    return {
      ArrowLeft: () => moving.by(-by),
      ArrowRight: () => moving.by(by),
      ArrowUp: () => moving.bySet(-1),
      ArrowDown: () => moving.bySet(1),
      PageUp: () => moving.by(-1440),
      PageDown: () => moving.by(1440),
      n: () => moving.toFit(1),
      p: () => moving.toFit(-1),
      Enter: () => moving.drop(),
      " ": () => moving.drop(),
      Escape: () => moving.putBack(),
      ...this.#zooming(),
    }[event.key];
  }

  #free(event) {
    const { board } = this;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) return event.shiftKey ? () => board.scroller.scrollBy(by * 120, 0) : () => this.#along(by);
    const lanes = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (lanes) return event.shiftKey ? () => board.scroller.scrollBy(0, lanes * 72) : () => this.#across(lanes);
    return {
      Enter: () => board.panel.focus(),
      m: () => board.moving.pick(board.selected),
      " ": () => board.moving.pick(board.selected),
      o: () => board.panel.openRecord(),
      u: () => board.moving.undo(),
      f: () => this.#nextWrong(),
      l: () => this.#cycle("by"),
      c: () => this.#cycle("colour"),
      Escape: () => board.select(-1),
      ...this.#zooming(),
    }[event.key];
  }

  #zooming() {
    const { board } = this;
    return { "+": () => board.zoom(1.5), "=": () => board.zoom(1.5), "-": () => board.zoom(1 / 1.5), 0: () => board.whole(), d: () => board.day() };
  }

  #cycle(name) {
    const field = this.board.form.elements[name];
    field.selectedIndex = (field.selectedIndex + 1) % field.options.length;
    this.board.arrange();
    this.board.say(field.selectedOptions[0].textContent);
  }

  // Lane of the selection, and its place in it.
  #here() {
    const { painter, selected } = this.board;
    for (const [number, lane] of painter.lanes.entries()) {
      const place = lane.serials.indexOf(selected);
      if (place >= 0) return { number, place };
    }
    return null;
  }

  #choose(n) {
    this.board.select(n, true);
    this.board.hear(this.board.panel.sentence(n));
  }

  #along(by) {
    const { painter } = this.board;
    const here = this.#here();
    if (!here) return this.#firstOf(0, 1);
    const n = painter.lanes[here.number].serials[here.place + by];
    if (n !== undefined) this.#choose(n);
  }

  // The serial of the next lane that is nearest in time.
  #across(by) {
    const { painter, model, selected } = this.board;
    const here = this.#here();
    if (!here) return this.#firstOf(0, 1);
    for (let number = here.number + by; painter.lanes[number]; number += by) {
      const { serials } = painter.lanes[number];
      if (!serials.length) continue;
      const at = model.begins[selected];
      return this.#choose(serials.reduce((best, n) => (Math.abs(model.begins[n] - at) < Math.abs(model.begins[best] - at) ? n : best)));
    }
  }

  #firstOf(from, by) {
    const { lanes } = this.board.painter;
    for (let number = from; lanes[number]; number += by) {
      if (lanes[number].serials.length) return this.#choose(lanes[number].serials[0]);
    }
  }

  // The next serial with which something is wrong, by time.
  #nextWrong() {
    const { model, selected } = this.board;
    const wrong = [...model.key.keys()].filter((n) => model.shown[n] && model.placed(n) && model.wrong(n));
    wrong.sort((a, b) => model.begins[a] - model.begins[b] || a - b);
    if (wrong.length) this.#choose(wrong[(wrong.indexOf(selected) + 1) % wrong.length]);
  }
}
