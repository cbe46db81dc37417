// What others change appears on the board: new places at once, everything else by loading it again.

import { kindsOf } from "../live.js";
import { NEVER } from "./model.js";

const SPREAD = 400; // milliseconds over which readers load again
const QUIET = 600; // milliseconds without a change after which findings are asked for

export class Following {
  constructor(board) {
    this.board = board;
    this.timers = {};
    document.addEventListener("birlik:change", (event) => {
      event.preventDefault();
      this.#changed(event.detail);
    });
    document.addEventListener("birlik:reset", (event) => {
      event.preventDefault();
      this.#again();
    });
  }

  // Findings, and what is compared, once nothing changes any more.
  soon() {
    clearTimeout(this.timers.found);
    this.timers.found = setTimeout(() => {
      this.board.findings();
      this.board.comparing.again();
    }, QUIET);
  }

  #again() {
    clearTimeout(this.timers.again);
    this.timers.again = setTimeout(() => this.board.reload(), Math.random() * SPREAD);
  }

  #changed(change) {
    const kinds = kindsOf(change);
    kinds.delete("placed");
    const others = [...kinds].some((kind) => kind !== "timetables");
    if (others) return this.#again();
    const { model, painter } = this.board;
    let known = true;
    for (const { serial, begins, ends, areas, units } of change.placed ?? []) {
      const n = model.byId.get(serial);
      if (n === undefined) known = false;
      else model.place(n, minute(begins), minute(ends), numbers(areas, model.areaNumber), numbers(units, model.unitNumber));
    }
    for (const serial of change.unplaced ?? []) {
      const n = model.byId.get(serial);
      if (n !== undefined) model.place(n, NEVER, NEVER, null, null);
    }
    if (!known || outside(change, model.data)) return this.#again();
    painter.dirty = true;
    this.board.arrange();
    if (this.board.selected >= 0 && !this.board.moving.hand) this.board.panel.show(this.board.selected);
    this.soon();
  }
}

function minute(text) {
  return Math.floor(Date.parse(text) / 60_000);
}

function numbers(ids, known) {
  return ids.map((id) => known.get(id)).filter((each) => each !== undefined);
}

// Whether something lies where the board does not reach.
function outside(change, { begins, ends }) {
  return (change.placed ?? []).some((each) => minute(each.begins) < begins || minute(each.ends) > ends);
}
