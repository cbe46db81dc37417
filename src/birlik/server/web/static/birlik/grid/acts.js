// What is typed, until the server has answered: one act after the other, kept in this window while the line is down.
//
// A cell that is not stored as typed has a mark: what was typed beside what was seen, and why it is not stored
// ("waiting", "refused", "stale", "gone"). Marks and acts outlive the page in sessionStorage: they end with the window,
// and are shown to the same account alone.

const PREFIX = "birlik-grid";
const SHORTEST = 1_000; // between two attempts
const LONGEST = 20_000;

export class Acts {
  #place;
  #queue = [];
  #busy = false;
  #pause = SHORTEST;
  #timer;
  #undo = [];
  #redo = [];
  #ended = false;

  // `heard(act, answer)` and `refused(act, sentence)` are told what came of an act, `changed()` that the state did.
  constructor({ setting, token, heard, refused, changed, said }) {
    Object.assign(this, { addresses: setting.addresses, token, heard, refused, changed, said });
    this.words = setting.words;
    this.marks = new Map();
    this.offered = false;
    const mine = `${PREFIX} ${setting.account} `;
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(`${PREFIX} `) && !name.startsWith(mine)) sessionStorage.removeItem(name);
    }
    this.#place = `${mine}${setting.exercise} ${setting.kind}`;
    this.#recall();
    addEventListener("online", () => this.pump());
    addEventListener("beforeunload", (event) => this.marks.size && event.preventDefault());
  }

  #recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#place) ?? "{}");
      this.#queue = kept.queue ?? [];
      this.#undo = kept.undo ?? [];
      this.#redo = kept.redo ?? [];
      for (const mark of kept.marks ?? []) this.mark(mark);
    } catch {
      sessionStorage.removeItem(this.#place);
    }
    this.offered = this.#queue.length > 0;
  }

  #keep() {
    const marks = [...this.marks.values()].flatMap((fields) => [...fields.values()]);
    const kept = { queue: this.#queue, undo: this.#undo.slice(-100), redo: this.#redo.slice(-100), marks };
    try {
      sessionStorage.setItem(this.#place, JSON.stringify(kept));
    } catch {
      // A window that keeps nothing still stores everything while the line is up.
    }
    this.changed();
  }

  mark(mark) {
    if (!this.marks.has(mark.record)) this.marks.set(mark.record, new Map());
    this.marks.get(mark.record).set(mark.field, mark);
  }

  marked(record, field) {
    return this.marks.get(record)?.get(field);
  }

  unmark(record, field) {
    const fields = this.marks.get(record);
    fields?.delete(field);
    if (fields && !fields.size) this.marks.delete(record);
  }

  // Another name for a row: it has a key now.
  rename(name, key) {
    const fields = this.marks.get(name);
    if (fields) {
      this.marks.delete(name);
      for (const mark of fields.values()) this.mark({ ...mark, record: key });
    }
    for (const act of this.#queue) {
      for (const cell of act.cells) if (cell.record === name) cell.record = key;
      act.removed = act.removed.map((each) => (each === name ? key : each));
    }
  }

  get waiting() {
    let number = 0;
    for (const fields of this.marks.values()) for (const mark of fields.values()) number += mark.state === "waiting";
    return Math.max(number, this.#queue.length ? 1 : 0);
  }

  get idle() {
    return !this.#queue.length;
  }

  // Do what is wanted; what a row that is not there yet is given more goes with it.
  add({ cells = [], added = [], removed = [] }) {
    for (const cell of cells) this.mark({ ...cell, state: "waiting" });
    for (const row of added) {
      for (const [field, typed] of Object.entries(row.texts)) {
        this.mark({ record: row.name, field, typed, seen: "", state: "waiting" });
      }
    }
    const behind = this.#busy ? this.#queue.slice(1) : this.#queue;
    const rest = cells.filter((cell) => {
      const row = behind.flatMap((act) => act.added).find((each) => each.name === cell.record);
      if (row) row.texts[cell.field] = cell.typed;
      return !row;
    });
    if (rest.length || added.length || removed.length) {
      this.#queue.push({ nonce: random(), cells: rest, added, removed });
    }
    this.#redo = [];
    this.#keep();
    if (!this.offered) this.pump();
  }

  resume() {
    this.offered = this.#ended = false;
    clearTimeout(this.#timer);
    this.#pause = SHORTEST;
    this.pump();
  }

  // Throw away what waits; gives back the cells that are to be shown as they were.
  discard() {
    const acts = this.#queue;
    this.#queue = [];
    this.offered = false;
    const cells = acts.flatMap((act) => act.cells);
    for (const cell of cells) this.unmark(cell.record, cell.field);
    for (const row of acts.flatMap((act) => act.added)) this.marks.delete(row.name);
    this.#keep();
    return acts;
  }

  async pump() {
    if (this.#busy || !this.#queue.length || this.offered || this.#ended) return;
    clearTimeout(this.#timer);
    this.#busy = true;
    const act = this.#queue[0];
    const { nonce, cells, added, removed } = act;
    const answer = await this.post(this.addresses.change, { nonce, cells: cells.map(sentCell), added, removed });
    this.#busy = false;
    if (answer.lost) return this.#later();
    if (answer.ended) {
      this.#ended = true;
      return this.changed({ ended: true });
    }
    this.#pause = SHORTEST;
    this.lost = false;
    this.#queue.shift();
    if (answer.ok) {
      if (answer.content.step) this.#undo.push(answer.content.step);
      this.heard(act, answer.content);
    } else {
      this.refused(act, answer.content.sentence);
    }
    this.#keep();
    this.pump();
  }

  #later() {
    this.lost = true;
    this.#timer = setTimeout(() => this.pump(), this.#pause * (0.75 + Math.random() / 2));
    this.#pause = Math.min(2 * this.#pause, LONGEST);
    this.changed();
  }

  // Undo, or redo; gives back what the server answered, null if there is nothing to take back.
  async takeBack(again) {
    const [from, to] = again ? [this.#redo, this.#undo] : [this.#undo, this.#redo];
    if (!this.idle || !from.length) return null;
    const step = from.at(-1);
    const answer = await this.post(this.addresses.take_back, { step });
    if (answer.lost || answer.ended) return { sentence: this.words.failed };
    from.pop();
    if (answer.ok && answer.content.step) to.push(answer.content.step);
    this.#keep();
    return answer.content;
  }

  keep() {
    this.#keep();
  }

  async post(address, content) {
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify(content),
        redirect: "manual",
      });
      if (answer.status >= 500 || answer.status === 429) return { lost: true };
      if (answer.type === "opaqueredirect" || !answer.headers.get("Content-Type")?.includes("json")) {
        return { ended: true };
      }
      return { ok: answer.ok, content: await answer.json() };
    } catch {
      return { lost: true };
    }
  }
}

function sentCell({ record, field, typed, seen }) {
  return { record, field, typed, seen };
}

function random() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
