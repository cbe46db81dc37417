// What others do meanwhile: their changes in the cells, and in which row they are.

const LOOKED = 1_500; // in a row for so long before others are told
const JUDGED = 20_000; // after somebody else's change; not all ask at the same moment

export class Others {
  #people = new Map();
  #late = [];
  #asked = new Set();
  #looking = "";

  constructor(grid) {
    this.grid = grid;
    this.kind = grid.setting.kind;
    document.addEventListener("birlik:change", (event) => {
      event.preventDefault();
      this.#change(event.detail);
    });
    document.addEventListener("birlik:reset", (event) => {
      event.preventDefault();
      this.#reload();
    });
    document.addEventListener("birlik:presence", (event) => this.#present(event.detail.people));
  }

  at(key) {
    return this.#people.get(key) ?? [];
  }

  // Others are told in which row somebody is.
  look(key) {
    if (key === this.#looking || key.startsWith("new-")) return;
    this.#looking = key;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      document.dispatchEvent(new CustomEvent("birlik:place", { detail: { kind: this.kind, record: key } }));
    }, LOOKED);
  }

  // What came while a cell was edited.
  settle() {
    const late = this.#late;
    this.#late = [];
    for (const change of late) this.#change(change);
  }

  #change(change) {
    const { grid } = this;
    const setting = change.changed?.some(({ kind, fields }) => kind === "exercise" && "time_zone" in fields);
    const unread = change.changed?.some(({ kind, fields }) => kind === this.kind && "unread" in fields);
    if (setting || unread || change.order?.[this.kind]) this.#reload();
    const mine = (each) => each.kind === this.kind;
    const added = (change.added ?? []).filter(mine);
    const removed = (change.removed ?? []).filter(mine);
    if (!added.length && !removed.length) {
      // Nothing moves.
    } else if (grid.editor.editing) {
      // Rows would move away under what is being typed.
      this.#late.push({ added, removed });
    } else if (!grid.acts.idle && !grid.acts.lost) {
      // They may be the rows that are being stored, which have no keys here yet.
      setTimeout(() => this.#change({ added, removed }), 150);
    } else {
      for (const { key, fields, texts, after } of added) this.#add(key, textsOf(fields, texts), after ?? "");
      for (const { key } of removed) if (grid.table.rows.has(key)) grid.goneRow(key);
    }
    for (const { key, fields, texts } of (change.changed ?? []).filter(mine)) {
      grid.changeOf(key, textsOf(fields, texts));
      if ("owner" in fields || "releasable_to" in fields) this.#ask(key);
    }
    grid.judge(JUDGED + Math.random() * JUDGED);
  }

  // A row that is new here: who may do what with it is asked for.
  #add(key, texts, after) {
    const { grid } = this;
    if (grid.table.rows.has(key)) return;
    grid.table.put({ key, $edit: new Set(), $remove: false, ...texts }, after);
    this.#ask(key);
  }

  #ask(key) {
    this.#asked.add(key);
    clearTimeout(this.asking);
    this.asking = setTimeout(async () => {
      const keys = [...this.#asked].slice(0, 200);
      this.#asked.clear();
      try {
        await this.grid.takeIn(await this.grid.fetchSome(keys));
      } catch {
        this.#reload();
      }
    }, 200 + Math.random() * 600);
  }

  #reload() {
    clearTimeout(this.reloading);
    this.reloading = setTimeout(() => {
      if (this.grid.editor.editing || !this.grid.acts.idle) return this.#reload();
      return this.grid.reload().catch(() => this.#reload());
    }, 200);
  }

  #present(people) {
    const before = [...this.#people.keys()];
    this.#people.clear();
    for (const { account, name, nation, at } of people) {
      if (account === this.grid.setting.account) continue;
      for (const { kind, record } of at) {
        if (kind !== this.kind || !record) continue;
        this.#people.set(record, [...this.at(record), `${name} (${nation})`]);
      }
    }
    for (const key of new Set([...before, ...this.#people.keys()])) this.grid.table.repaint(key);
  }
}

// What stands in the cells of the fields of an event.
function textsOf(fields, texts = {}) {
  const found = {};
  for (const name of Object.keys(fields)) {
    if (name !== "unread" && name !== "extra") found[name] = texts[name] ?? (fields[name] === null ? "" : String(fields[name]));
  }
  return { ...found, ...texts };
}
