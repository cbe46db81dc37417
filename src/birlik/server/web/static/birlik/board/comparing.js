// The board beside another timetable: outlines of where serials were, and a list of those that are elsewhere.

import { fill } from "./asking.js";
import { element } from "./panel.js";

const MOST = 300; // moves that are listed

export class Comparing {
  constructor(board) {
    this.board = board;
    this.found = null;
    this.ghosts = [];
    this.place = board.root.querySelector(".board-moves");
    this.choice = board.root.querySelector("select[name=compare]");
    this.choice?.addEventListener("change", () => (this.choice.value ? this.with("compare", this.choice.value) : this.end()));
  }

  // `name` is the address that answers: of a baseline, or of what is proposed.
  async with(name, key) {
    try {
      this.found = await this.board.asking.get(name, {}, key);
    } catch {
      return this.board.say(this.board.words.failed);
    }
    if (name === "compare" && this.choice) this.choice.value = key;
    this.asked = [name, key];
    this.arrange();
    this.#list();
    this.board.draw();
  }

  again() {
    if (this.asked) this.with(...this.asked);
  }

  end() {
    this.found = this.asked = null;
    this.ghosts = [];
    this.place.hidden = true;
    if (this.choice) this.choice.value = "";
    this.board.draw();
  }

  // Outlines of what is elsewhere, in their lanes.
  arrange() {
    this.ghosts = [];
    if (!this.found) return;
    const { model } = this.board;
    const moved = new Set(this.found.moves.map(([key]) => key));
    for (const [key, begins, length, areas] of this.found.bars) {
      const n = model.byKey.get(key);
      if (n === undefined || !moved.has(key) || !model.shown[n]) continue;
      this.ghosts.push({ n, begins, length, lanes: this.board.lanesWith(n, areas) });
    }
  }

  #list() {
    const { model, clock, words } = this.board;
    const { name, moves } = this.found;
    const head = this.place.querySelector("h2");
    head.textContent = moves.length ? fill(words.moves, { number: moves.length, name }) : fill(words.noMoves, { name });
    this.place.querySelector("ol").replaceChildren(
      ...moves.slice(0, MOST).map(([key, was, now, before, after]) => {
        const n = model.byKey.get(key);
        const where = (areas) => areas.map((a) => model.data.areas[a][0]).join(" + ");
        const item = element("li");
        const button = element("button", "quiet", model.id[n]);
        button.type = "button";
        button.addEventListener("click", () => this.board.select(n, true));
        const old = was === null ? words.wasNot : fill(words.was, { at: `${clock.moment(was)} ${where(before)}` });
        const is = now === null ? words.gone : fill(words.now, { at: `${clock.moment(now)} ${where(after)}` });
        item.append(button, ` ${model.title[n]}: ${old} → ${is}`);
        return item;
      }),
    );
    this.place.hidden = false;
  }
}
