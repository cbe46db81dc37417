// A serial in hand: picked up, moved by pointer or keys, judged by the server on the way, dropped or put back.

import { fill } from "./asking.js";
import { BEGUN, FIXED, OWN } from "./model.js";
import { HEAD } from "./painting.js";

const PAUSE = 30; // milliseconds between two questions

export class Moving {
  constructor(board) {
    this.board = board;
    this.hand = null;
    this.fits = null;
    this.found = null;
    this.verdicts = new Map();
    this.asking = false;
    this.dialog = board.root.querySelector(".board-wish");
    this.dialog?.addEventListener("close", () => this.#wished());
  }

  get step() {
    return this.board.model.data.step;
  }

  // Take a serial into one's hand; gives back whether that can be.
  pick(n, pointed = null) {
    const { board } = this;
    const { model, words } = board;
    if (n < 0 || this.hand) return false;
    const may = model.data.may;
    const id = model.id[n];
    const flags = model.flags[n];
    const why = flags & BEGUN ? words.hasBegun : !may || (may === "ask" && !(flags & OWN)) ? words.notYours : "";
    if (why || !id || !model.length[n]) {
      if (why) board.say(fill(why, { id }));
      return false;
    }
    if (may === "publish" && flags & FIXED) board.say(fill(words.isFixed, { id }));
    else board.say(pointed ? "" : fill(words.picked, { id, step: this.step }));
    const begins = model.placed(n) ? model.begins[n] : Math.ceil(board.view.from / this.step) * this.step;
    this.was = model.placed(n) ? model.begins[n] : null;
    this.verdicts.clear();
    this.dragged = Boolean(pointed);
    this.grip = pointed ? board.painter.minute(pointed.x, board.view) - begins : 0;
    this.hand = { n, begins, areas: [...model.areas[n]], start: [...model.areas[n]], state: "", bars: [], set: 0 };
    board.view.inHand = new Set([n]);
    this.#placed();
    board.refresh();
    this.#whereItFits(n);
    return true;
  }

  async #whereItFits(n) {
    const { board } = this;
    try {
      const found = await board.asking.get("fits", { serial: board.model.key[n] });
      if (this.hand?.n !== n) return;
      this.found = found;
    } catch {
      return;
    }
    this.arrange();
    // Something that has no place yet begins at the first that there is.
    if (this.was === null && !this.dragged) this.toFit(1);
    board.draw();
  }

  // Stretches in which the bar as a whole would lie, in their lanes.
  arrange() {
    if (!this.hand || !this.found) return void (this.fits = null);
    const { board } = this;
    const { n } = this.hand;
    this.fits = [];
    for (const { areas, begins } of this.found.fits) {
      if (board.view.by !== "area" && String(areas) !== String(this.hand.areas)) continue;
      for (const number of board.lanesWith(n, areas)) {
        for (const [first, last] of begins) {
          this.fits.push({ number, begins: first, ends: last + board.model.length[n] });
        }
      }
    }
    this.#placed();
  }

  pointTo(x, y) {
    const { board, hand } = this;
    if (!hand) return;
    const wanted = board.painter.minute(x, board.view) - this.grip;
    const offset = board.clock.offset(wanted);
    hand.begins = Math.round((wanted + offset) / this.step) * this.step - offset;
    if (board.view.by === "area") this.#setAt(y);
    this.#placed();
  }

  // The set of areas that one points at, if the serial asks for it.
  #setAt(y) {
    const { board, hand } = this;
    const lane = board.painter.lanes[board.painter.laneAt(y - HEAD + board.view.top)];
    if (!lane || lane.number < 0) return;
    if (hand.areas.includes(lane.number)) return;
    const other = this.found?.sets.find((each) => each.includes(lane.number));
    if (other) hand.areas = [...other];
  }

  by(minutes) {
    if (!this.hand) return;
    this.hand.begins += minutes;
    this.#placed();
    this.board.lookAt(this.hand.n, this.hand.begins, this.board.lanesWith(this.hand.n, this.hand.areas)[0]);
  }

  // The next set of areas that the serial asks for.
  bySet(by) {
    const sets = this.found?.sets ?? [];
    if (!this.hand || sets.length < 2) return;
    const here = sets.findIndex((each) => String(each) === String(this.hand.areas));
    this.hand.areas = [...sets[(here + by + sets.length) % sets.length]];
    this.#placed();
    this.board.lookAt(this.hand.n, this.hand.begins, this.board.lanesWith(this.hand.n, this.hand.areas)[0]);
  }

  // To the next stretch, or the one before, in which it fits.
  toFit(by) {
    const { hand, found, board } = this;
    if (!hand || !found) return;
    const all = found.fits.flatMap(({ areas, begins }) => begins.map(([first, last]) => ({ areas, first, last })));
    all.sort((a, b) => a.first - b.first);
    const inside = (each) => each.first <= hand.begins && hand.begins <= each.last;
    const others = all.filter((each) => (by > 0 ? each.first > hand.begins : each.first < hand.begins) && !inside(each));
    const to = by > 0 ? others[0] : others.at(-1);
    if (!to) return board.say(all.length ? board.words.fitsNoOther : board.words.fitsNowhere);
    hand.begins = to.first;
    hand.areas = [...to.areas];
    this.#placed();
    board.lookAt(hand.n, hand.begins, board.lanesWith(hand.n, hand.areas)[0]);
  }

  // Show the bar where it is now, and ask the server unless the answer is known.
  #placed() {
    const { board, hand } = this;
    hand.bars = [{ n: hand.n, begins: hand.begins, lanes: board.lanesWith(hand.n, hand.areas) }];
    const known = this.verdicts.get(this.#name());
    if (known) this.#judged(known);
    else {
      hand.state = "";
      hand.verdict = null;
      board.panel.judging(hand);
      this.#ask();
    }
    board.draw();
  }

  #name() {
    return `${this.hand.begins} ${this.hand.areas}`;
  }

  #query() {
    const { hand, board } = this;
    const query = { serial: board.model.key[hand.n], begins: hand.begins };
    if (String(hand.areas) !== String(hand.start) || this.was === null) {
      if (hand.areas.length) query.areas = hand.areas.join("+");
    }
    return query;
  }

  // One question at a time; the answer to the last is what counts.
  async #ask() {
    if (this.asking) return;
    this.asking = true;
    try {
      while (this.hand && !this.verdicts.has(this.#name())) {
        const name = this.#name();
        const { n } = this.hand;
        const verdict = await this.board.asking.get("judge", this.#query());
        if (this.hand?.n !== n) continue;
        this.verdicts.set(name, verdict);
        if (name === this.#name()) this.#judged(verdict);
        else await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    } catch {
      this.board.say(this.board.words.failed);
    } finally {
      this.asking = false;
    }
    this.waiting?.();
  }

  #judged(verdict) {
    const { hand, board } = this;
    hand.verdict = verdict;
    hand.state = verdict.fine ? "fine" : "broken";
    const bars = verdict.moved?.map(([key, begins]) => ({ n: board.model.byKey.get(key), begins })) ?? [];
    for (const { n, begins } of bars) {
      if (n === hand.n || n === undefined) continue;
      hand.bars.push({ n, begins, lanes: board.lanesWith(n) });
      board.view.inHand.add(n);
    }
    performance.mark("board-judged");
    board.panel.judging(hand);
    const first = verdict.broken?.[0];
    const at = board.clock.moment(hand.begins);
    // On a small screen the panel is far below.
    if (!board.panel.seen) board.show(first ? `✕ ${first.code} ${first.text}` : `✓ ${board.words.fine}`);
    board.hear(`${at}. ${first ? `${board.words.breaks} ${first.code} ${first.text}` : board.words.fine}`);
    board.draw();
  }

  async #verdict() {
    while (this.hand && !this.hand.verdict) {
      const told = new Promise((resolve) => (this.waiting = resolve));
      this.#ask();
      await told;
      this.waiting = null;
      if (this.hand && !this.verdicts.has(this.#name())) return null;
    }
    return this.hand?.verdict ?? null;
  }

  async drop() {
    const { board } = this;
    if (!this.hand) return;
    const { hand } = this;
    const same = hand.begins === this.was && String(hand.areas) === String(hand.start);
    if (same) return this.putBack();
    performance.mark("board-dropped");
    const verdict = await this.#verdict();
    if (this.hand !== hand) return;
    if (board.model.data.may === "ask") return this.#wish(hand);
    if (!verdict?.fine) {
      const first = verdict?.broken[0];
      this.#lay();
      board.panel.refused(hand, verdict);
      return board.say(`${board.words.stays} ${first ? `${first.code} ${first.text}` : ""}`.trim());
    }
    const query = this.#query();
    this.#lay();
    this.#publish(hand, query);
  }

  async #publish(hand, query) {
    const { board } = this;
    const { model, words } = board;
    const { n } = hand;
    const old = { begins: model.begins[n], areas: model.areas[n] };
    model.place(n, hand.begins, hand.begins + model.length[n], hand.areas, null);
    board.arrange();
    board.select(n);
    board.say(words.publishing);
    let answer;
    try {
      answer = await board.asking.post("move", { ...query, was: this.was ?? "" });
    } catch {
      answer = { ok: false, told: words.failed };
    }
    if (!answer.ok) {
      model.place(n, old.begins, old.begins + model.length[n], old.areas, null);
      board.arrange();
      board.panel.refused(hand, answer);
      board.say(answer.told);
      if (answer.outdated) board.reload();
      return;
    }
    board.say(answer.told, answer.step);
    board.following.soon();
  }

  #wish(hand) {
    const { board, dialog } = this;
    this.wished = { query: this.#query() };
    this.#lay();
    dialog.querySelector(".what").textContent = `${board.model.id[hand.n]} ${board.clock.moment(hand.begins)}`;
    dialog.returnValue = "";
    dialog.showModal();
  }

  async #wished() {
    const { board, dialog } = this;
    if (dialog.returnValue !== "ask") return board.say(board.words.stays);
    const field = dialog.querySelector("input[name=field]:checked").value;
    try {
      const answer = await board.asking.post("wish", { ...this.wished.query, field });
      board.say(answer.told, answer.step);
      if (answer.ok) board.following.soon();
    } catch {
      board.say(board.words.failed);
    }
  }

  putBack() {
    if (!this.hand) return;
    const { n } = this.hand;
    this.#lay();
    this.board.panel.show(n);
    this.board.say(this.board.words.takenBack);
  }

  // Nothing is in hand any more.
  #lay() {
    this.hand = this.found = this.fits = null;
    this.board.view.inHand = null;
    this.board.refresh();
  }

  async undo(step) {
    const { board } = this;
    const last = step ?? board.status.querySelector("[data-step]")?.dataset.step;
    if (!last) return;
    try {
      await board.asking.post("undo", { step: last, next: location.pathname });
      board.say(board.words.undone);
    } catch {
      board.say(board.words.failed);
    }
    board.reload();
  }
}
