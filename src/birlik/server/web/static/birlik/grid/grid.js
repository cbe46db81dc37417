// The grid of a kind of record: rows from the server, what is typed sent to it act by act, others' changes taken in.

import { Acts } from "./acts.js";
import { Clipboard } from "./clipboard.js";
import { Editor } from "./editor.js";
import { listen } from "./keys.js";
import { Looks } from "./looks.js";
import { Others } from "./others.js";
import { Showing } from "./showing.js";
import { Table } from "./table.js";
import { Troubles, filled } from "./troubles.js";

const MOST_CELLS = 5_000;
const MOST_ROWS = 1_000;

class Grid {
  #new = 0;
  #blank = new Set();

  constructor(setting) {
    this.setting = setting;
    this.words = setting.words;
    this.findings = {};
    this.showing = new Showing(this);
    this.element = document.getElementById("grid");
    this.acts = new Acts({
      setting,
      token: document.querySelector("meta[name=csrf-token]").content,
      heard: (act, answer) => this.#heard(act, answer),
      refused: (act, sentence) => this.#refused(act, sentence),
      changed: (state) => this.#state(state),
      said: (text) => this.say(text),
    });
    this.looks = new Looks({ setting, acts: this.acts, said: (text) => this.say(text) });
  }

  async open() {
    const [rows, used] = await this.fetchRows();
    this.table = new Table({
      element: this.element,
      setting: this.setting,
      rows,
      arrangement: this.looks.first(used),
      look: (row, name) => this.showing.look(row, name),
      margin: (row, position, element) => this.showing.margin(row, position, element),
      moved: () => this.#moved(),
      arranged: () => this.#arranged(),
      bad: (key) => Boolean(this.findings[key]),
    });
    this.element.replaceChildren();
    await this.table.ready;
    this.looks.used = used;
    this.looks.attach(this.table);
    this.editor = new Editor({
      holder: this.table.holder,
      offers: (field, sought) => this.#offers(field, sought),
      words: this.words,
      done: (open, typed, way) => this.#typed(open, typed, way),
    });
    this.clipboard = new Clipboard(this);
    this.troubles = new Troubles({
      section: document.getElementById("grid-troubles"),
      acts: this.acts,
      words: this.words,
      naming: (mark) => ({ row: this.nameOf(mark.record), column: this.table.columns.get(mark.field)?.title ?? "" }),
      keep: (mark) => this.#keepMine(mark),
      drop: (mark) => this.#drop(mark),
      show: (mark) => this.goTo(mark.record, mark.field),
    });
    this.others = new Others(this);
    listen(this);
    this.#recall();
    this.#state();
    this.#arranged();
    this.judge(0);
    this.element.classList.add("ready");
  }

  // What the server has

  async fetchRows() {
    const answer = await fetch(this.setting.addresses.rows, { headers: { Accept: "application/json" }, redirect: "error" });
    if (!answer.ok) throw new Error(answer.statusText);
    const { columns, rights, rows } = await answer.json();
    const sorts = rights.map(({ edit, remove }) => ({ $edit: new Set(edit), $remove: remove }));
    const made = rows.map(([key, sort, ...texts]) => {
      const row = { key, ...sorts[sort] };
      for (let place = 0; place < columns.length; place += 1) row[columns[place]] = texts[place];
      return row;
    });
    return [made, new Set(columns)];
  }

  async fetchSome(keys) {
    const asked = new URLSearchParams({ keys: keys.join(",") });
    const answer = await fetch(`${this.setting.addresses.rows}?${asked}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  async reload() {
    const [rows] = await this.fetchRows();
    const kept = [...this.table.rows.values()].filter((row) => row.key.startsWith("new-"));
    for (const row of rows) this.#overlay(row);
    await this.table.load([...rows, ...kept]);
    this.judge();
  }

  // Over what the server has: what was typed and is not stored.
  #overlay(row) {
    for (const mark of this.acts.marks.get(row.key)?.values() ?? []) {
      if (!mark.field) continue;
      mark.holds = row[mark.field] ?? "";
      row[mark.field] = mark.typed;
    }
  }

  async #offers(field, sought) {
    try {
      const asked = new URLSearchParams({ field, q: sought });
      const answer = await fetch(`${this.setting.addresses.offers}?${asked}`, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  // Ask for findings soon; what others change is judged together with what they change next.
  judge(wait = 800) {
    if (!this.setting.judged) return;
    const due = performance.now() + wait;
    if (this.judging && this.due <= due) return;
    clearTimeout(this.judging);
    this.due = due;
    this.judging = setTimeout(async () => {
      this.judging = null;
      try {
        const answer = await fetch(this.setting.addresses.findings, { headers: { Accept: "application/json" } });
        if (!answer.ok) return;
        this.findings = await answer.json();
      } catch {
        return;
      }
      this.table.repaintAll();
      this.#moved();
      this.element.dataset.judged = String(+(this.element.dataset.judged ?? 0) + 1);
    }, wait);
  }

  // What is typed

  get editable() {
    return new Set(this.table.names);
  }

  text(record, name) {
    return this.table.rows.get(record)?.[name] ?? "";
  }

  // Cells that are to hold other texts, and rows that are to come: one act, as far as they are his to change.
  write(cells, added = []) {
    if (cells.length > MOST_CELLS || added.length > MOST_ROWS) {
      this.say(this.words.tooMuch);
      return 0;
    }
    const own = cells.filter(({ record, field }) => this.table.rows.get(record)?.$edit.has(field));
    if (own.length < cells.length) {
      this.say(filled(this.words.readOnlySome, { number: cells.length - own.length }));
    }
    const wanted = own
      .filter(({ record, field, typed }) => this.text(record, field) !== typed)
      .map(({ record, field, typed, seen }) => {
        const mark = this.acts.marked(record, field);
        return { record, field, typed, seen: mark ? (mark.state === "waiting" ? mark.typed : mark.seen) : (seen ?? this.text(record, field)) };
      });
    const fresh = [];
    const rest = [];
    for (const cell of wanted) {
      const row = this.table.rows.get(cell.record);
      if (!row.$unsaved) rest.push(cell);
      else if (fresh.at(-1)?.name === cell.record) fresh.at(-1).texts[cell.field] = cell.typed;
      else fresh.push({ name: cell.record, texts: { [cell.field]: cell.typed } });
    }
    for (const { name } of [...fresh, ...added]) {
      const row = this.table.rows.get(name);
      if (row) row.$unsaved = false;
    }
    if (!rest.length && !fresh.length && !added.length) return 0;
    this.acts.add({ cells: rest, added: [...fresh, ...added] });
    const byRow = Map.groupBy(wanted, (cell) => cell.record);
    for (const [key, found] of byRow) {
      this.table.stick(key);
      this.table.set(key, Object.fromEntries(found.map(({ field, typed }) => [field, typed])));
    }
    this.troubles.update();
    return wanted.length;
  }

  blank(texts = {}, unsaved = true) {
    this.#new += 1;
    const every = new Set(this.setting.columns.map((column) => column.name));
    const key = `new-${Date.now().toString(36)}${this.#new}`;
    return { key, $edit: every, $remove: true, $unsaved: unsaved, ...texts };
  }

  // A row to type in; it is nobody's until something stands in it, and goes when it is left.
  async addRow(name = this.table.names[0]) {
    if (!this.setting.mayAdd) return;
    const row = this.blank();
    await this.table.put(row);
    this.goTo(row.key, name);
    this.#blank.add(row.key);
  }

  #sweep(active) {
    for (const key of this.#blank) {
      if (key === active) continue;
      this.#blank.delete(key);
      if (this.table.rows.get(key)?.$unsaved && !this.acts.marks.has(key)) this.table.take([key]);
    }
  }

  remove() {
    const { records } = this.table.selected;
    const mine = records.filter((row) => row.$remove);
    if (mine.length > MOST_ROWS) return this.say(this.words.tooMuch);
    if (mine.length < records.length) this.say(filled(this.words.notRemoved, { number: records.length - mine.length }));
    if (!mine.length) return undefined;
    const { row, column } = this.table.active;
    const keys = mine.map(({ key }) => key);
    const stored = mine.filter((each) => !each.$unsaved).map(({ key }) => key);
    this.table.take(keys);
    for (const key of keys) this.acts.marks.delete(key);
    if (stored.length) this.acts.add({ removed: stored });
    this.table.select(row, column);
    const text = keys.length === 1 ? this.words.removedOne : filled(this.words.removed, { number: keys.length });
    this.say(text, () => this.takeBack(false));
    this.#arranged();
    return undefined;
  }

  edit(first = null) {
    const { row, column, record, name } = this.table.active;
    if (!record) return;
    if (!record.$edit.has(name)) return this.say(this.words.readOnly);
    this.table.select(row, column);
    const element = this.table.cellElement(row, name);
    if (!element) return;
    this.editor.begin({ element, column: this.table.columns.get(name), record: record.key, text: record[name] ?? "", first });
  }

  #typed({ record, column, seen }, typed, way) {
    this.table.focus();
    if (way === "all") {
      const { records, names } = this.table.selected;
      this.write(records.flatMap((row) => names.map((field) => ({ record: row.key, field, typed }))));
    } else if (typed !== seen) {
      this.write([{ record, field: column.name, typed, seen }]);
    }
    const [down, right] = { down: [1, 0], up: [-1, 0], right: [0, 1], left: [0, -1] }[way] ?? [0, 0];
    if (down || right) {
      const { row, column: place } = this.table.active;
      this.table.select(row + down, place + right);
    }
    this.others.settle();
  }

  fillDown() {
    const { records, names, top } = this.table.selected;
    const alone = records.length === 1;
    const source = alone ? this.table.order[top - 1] : records[0];
    if (!source) return;
    const into = alone ? records : records.slice(1);
    const cells = into.flatMap((row) => names.map((field) => ({ record: row.key, field, typed: source[field] ?? "" })));
    this.say(filled(this.words.filled, { number: this.write(cells) }));
  }

  empty() {
    const { records, names } = this.table.selected;
    this.write(records.flatMap((row) => names.map((field) => ({ record: row.key, field, typed: "" }))));
  }

  async takeBack(again) {
    if (!this.acts.idle && this.acts.lost && !again) {
      this.revert(this.acts.discard());
      return this.say(this.words.undone);
    }
    await this.settled();
    const answer = await this.acts.takeBack(again);
    if (!answer) return this.say(again ? this.words.nothingToRedo : this.words.nothingToUndo);
    if (answer.sentence) return this.say(answer.sentence);
    await this.takeIn(answer.rows);
    this.say(again ? this.words.redone : this.words.undone);
    return this.judge();
  }

  // Resolves when all that can be sent was.
  settled() {
    return new Promise((done) => {
      const look = () => (this.acts.idle || this.acts.lost ? done() : setTimeout(look, 20));
      look();
    });
  }

  revert(acts) {
    for (const act of acts) {
      for (const cell of act.cells) this.table.set(cell.record, { [cell.field]: cell.seen });
      this.table.take(act.added.map((row) => row.name));
    }
    if (acts.some((act) => act.removed.length)) this.reload().catch(() => this.say(this.words.notOpened));
    this.troubles.update();
    this.#state();
  }

  // What came of it

  #heard(act, { cells, keys, rows }) {
    for (const [name, key] of Object.entries(keys)) {
      if (this.table.rows.has(key)) this.table.take([key]);
      this.acts.rename(name, key);
      this.table.rename(name, key);
    }
    const wanted = new Map(act.cells.map((cell) => [`${cell.record} ${cell.field}`, cell.typed]));
    for (const row of act.added) {
      for (const [field, typed] of Object.entries(row.texts)) wanted.set(`${row.name} ${field}`, typed);
    }
    for (const { record, field, outcome, sentence, holds, by, at } of cells) {
      const key = keys[record] ?? record;
      const mark = this.acts.marked(key, field);
      // What was typed since then waits still.
      if (mark && mark.typed !== (wanted.get(`${record} ${field}`) ?? "")) continue;
      if (outcome === "stored") this.acts.unmark(key, field);
      else this.acts.mark({ seen: "", typed: "", ...mark, record: key, field, state: outcome, sentence, holds, by, at });
    }
    for (const { name } of act.added) {
      const row = this.table.rows.get(name);
      if (row) row.$unsaved = true;
    }
    this.takeIn(rows);
    this.troubles.update();
    this.judge();
  }

  #refused(act, sentence) {
    for (const cell of act.cells) this.acts.mark({ ...cell, state: "refused", sentence });
    for (const row of act.added) {
      for (const [field, typed] of Object.entries(row.texts)) {
        this.acts.mark({ record: row.name, field, typed, seen: "", state: "refused", sentence });
      }
      const held = this.table.rows.get(row.name);
      if (held) held.$unsaved = true;
    }
    if (act.removed.length) this.reload().catch(() => this.say(this.words.notOpened));
    this.table.repaintAll();
    this.troubles.update();
    this.say(sentence);
  }

  // Rows as the server has them now; what is typed and not stored stays over them.
  async takeIn(rows) {
    for (const { key, after, edit, remove, texts } of rows) {
      if (!texts) {
        this.goneRow(key);
        continue;
      }
      const held = this.table.rows.get(key);
      const row = held ?? { key };
      Object.assign(row, { $edit: new Set(edit), $remove: remove, $unsaved: false });
      const now = Object.fromEntries(this.setting.columns.map(({ name }) => [name, texts[name] ?? ""]));
      this.#overlay(Object.assign({ key }, now));
      for (const mark of this.acts.marks.get(key)?.values() ?? []) if (mark.field) now[mark.field] = mark.typed;
      if (held) this.table.set(key, now);
      else await this.table.put(Object.assign(row, now), after);
    }
    this.#arranged();
  }

  // A row that is not there any more; what was typed in it is told.
  goneRow(key) {
    const name = this.nameOf(key);
    for (const mark of this.acts.marks.get(key)?.values() ?? []) Object.assign(mark, { state: "gone", name });
    if (this.table.rows.has(key)) this.table.take([key]);
    this.troubles.update();
  }

  // Cells as somebody else left them.
  changeOf(key, texts) {
    const row = this.table.rows.get(key);
    if (!row) return;
    const now = {};
    for (const [name, text] of Object.entries(texts)) {
      const mark = this.acts.marked(key, name);
      if (mark) {
        mark.holds = text;
        if (mark.state === "refused" && text !== mark.seen) Object.assign(mark, { state: "stale", by: "", at: "" });
      } else if ((row[name] ?? "") !== text) {
        now[name] = text;
        this.showing.flash(key, name);
      }
    }
    if (Object.keys(now).length) this.table.set(key, now);
    this.troubles.update();
  }

  #keepMine(mark) {
    this.acts.add({ cells: [{ record: mark.record, field: mark.field, typed: mark.typed, seen: mark.holds ?? "" }] });
    this.troubles.update();
    this.table.repaint(mark.record);
    this.table.focus();
  }

  #drop(mark) {
    this.acts.unmark(mark.record, mark.field);
    this.acts.keep();
    if (mark.field) this.table.set(mark.record, { [mark.field]: mark.holds ?? mark.seen });
    this.troubles.update();
    this.table.repaint(mark.record);
    this.table.focus();
  }

  // What was typed before the window was left, shown again.
  #recall() {
    for (const [key, fields] of [...this.acts.marks]) {
      if (!this.table.rows.has(key) && key.startsWith("new-")) this.table.put(this.blankOf(key));
      if (!this.table.rows.has(key)) this.goneRow(key);
      for (const mark of fields.values()) {
        if (!mark.field || !this.table.rows.has(key)) continue;
        mark.holds = this.text(key, mark.field);
        this.table.set(key, { [mark.field]: mark.typed });
      }
    }
    this.troubles.update();
  }

  blankOf(key) {
    return { ...this.blank({}, false), key };
  }

  nameOf(key) {
    const row = this.table.rows.get(key);
    if (!row) {
      for (const mark of this.acts.marks.get(key)?.values() ?? []) if (mark.name) return mark.name;
      return this.words.newRow;
    }
    return row.id || row.title || this.words.newRow;
  }

  // Another cell is the active one: what it is, and what is wrong with it.
  #moved() {
    if (!this.troubles) return;
    const { record } = this.table.active;
    this.showing.about();
    if (!record) return;
    this.#sweep(record.key);
    this.others.look(record.key);
  }

  #arranged() {
    if (!this.table || !this.element.classList.contains("tabulator")) return;
    this.showing.count();
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => this.looks.remember(), 300);
  }

  #state(state) {
    if (!this.table) return;
    this.showing.line(state);
    this.table.repaintAll();
  }

  say(text, back = null) {
    this.showing.say(text, back);
  }

  goTo(key, name) {
    const column = Math.max(this.table.names.indexOf(name), 0);
    let row = this.table.order.findIndex((each) => each.key === key);
    if (row < 0) {
      this.looks.showAll();
      row = this.table.order.findIndex((each) => each.key === key);
    }
    if (row >= 0) this.table.select(row, column);
    this.table.focus();
  }

  // The next row with a finding, at the field that it speaks of.
  nextFinding(by = 1) {
    const { order, names } = this.table;
    const { row } = this.table.active;
    for (let step = 1; step <= order.length; step += 1) {
      const place = (row + by * step + order.length * 2) % order.length;
      const found = this.findings[order[place].key];
      if (!found) continue;
      const column = found.map(([, , field]) => names.indexOf(field)).find((each) => each >= 0) ?? 0;
      this.table.select(place, column);
      return this.table.focus();
    }
    return this.say(this.words.noFindings);
  }
}

const setting = JSON.parse(document.getElementById("grid-setting").textContent);
new Grid(setting).open().catch((error) => {
  document.getElementById("grid").replaceChildren(setting.words.notOpened);
  console.error(error);
});
