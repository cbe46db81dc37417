// Copy, cut and paste between the table and spreadsheets.

import { armed, defused, parsed, written } from "./tsv.js";
import { filled } from "./troubles.js";

export class Clipboard {
  constructor(grid) {
    this.grid = grid;
    for (const event of ["copy", "cut", "paste"]) {
      document.addEventListener(event, (happening) => {
        if (document.activeElement !== grid.element) return;
        happening.preventDefault();
        this[event](happening.clipboardData);
      });
    }
  }

  copy(data) {
    const { records, names } = this.grid.table.selected;
    data.setData("text/plain", written(records.map((row) => names.map((name) => defused(row[name] ?? "")))));
    this.grid.say(filled(this.grid.words.copied, { number: records.length * names.length }));
  }

  cut(data) {
    this.copy(data);
    this.grid.empty();
  }

  // What was pasted begins at the first selected cell; one cell fills all that is selected, and rows beyond the last
  // are added.
  async paste(data) {
    const { grid } = this;
    const { table, words } = grid;
    const text = data.getData("text/plain");
    if (!text) return;
    const rows = parsed(text).map((row) => row.map(armed));
    const { top, left, records, names } = table.selected;
    if (rows.length === 1 && rows[0].length === 1 && records.length * names.length > 1) {
      const [[typed]] = rows;
      const cells = records.flatMap((row) => names.map((field) => ({ record: row.key, field, typed })));
      return grid.say(filled(words.pasted, { number: grid.write(cells) }));
    }
    const columns = table.names.slice(left, left + Math.max(...rows.map((row) => row.length)));
    const beyond = Math.max(...rows.map((row) => row.length)) - columns.length;
    const { order } = table;
    const begin = Math.max(top, 0);
    const cells = [];
    const added = [];
    for (const [number, texts] of rows.entries()) {
      const row = order[begin + number];
      const typed = columns.map((field, place) => [field, texts[place]]).filter(([, each]) => each !== undefined);
      if (row) cells.push(...typed.map(([field, each]) => ({ record: row.key, field, typed: each })));
      else if (texts.some((each) => each.trim())) added.push(Object.fromEntries(typed));
    }
    const may = grid.setting.mayAdd;
    const blank = may ? added.map((texts) => grid.blank(texts, false)) : [];
    const fresh = blank.map((row, place) => ({ name: row.key, texts: filledIn(added[place]) }));
    const size = cells.length + fresh.reduce((sum, row) => sum + Object.keys(row.texts).length, 0);
    if (size > 5_000 || blank.length > 1_000) return grid.say(words.tooMuch);
    if (blank.length) await table.putAll(blank);
    const rowsNew = blank.length + new Set(cells.map(({ record }) => record).filter((key) => table.rows.get(key).$unsaved)).size;
    const number = grid.write(cells, fresh) + size - cells.length;
    table.select(begin, left, { toRow: begin + rows.length - 1, toColumn: left + columns.length - 1, scroll: false });
    if (added.length && !may) grid.say(words.noRows);
    else if (beyond > 0) grid.say(filled(words.beyond, { number: beyond }));
    else grid.say(filled(rowsNew ? words.pastedRows : words.pasted, { number, rows: rowsNew }));
  }
}

function filledIn(texts) {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
}
