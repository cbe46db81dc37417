// The table itself: rows and columns in Tabulator's virtual DOM, what is selected in it, and how cells look.

import {
  EditModule,
  FilterModule,
  FormatModule,
  FrozenColumnsModule,
  InteractionModule,
  KeybindingsModule,
  MoveColumnsModule,
  ResizeColumnsModule,
  ResizeTableModule,
  SelectRangeModule,
  SortModule,
  Tabulator,
} from "../../vendor/tabulator/tabulator_esm.min.mjs";

Tabulator.registerModule([
  EditModule,
  FilterModule,
  FormatModule,
  FrozenColumnsModule,
  InteractionModule,
  KeybindingsModule,
  MoveColumnsModule,
  ResizeColumnsModule,
  ResizeTableModule,
  SelectRangeModule,
  SortModule,
]);

const ROW = 30; // pixels of a row without its line

const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });

// Rows are objects with a key, the text of each column, and beside them who may do what: `$edit` a set of the names
// of columns that may be edited, `$remove` whether the row may go.
export class Table {
  #tabulator;
  #filters = {};
  #search = [];
  #only = false;
  #sticky = new Set();

  // `look(row, name)` says how a cell looks, `margin(row, element)` fills the margin of a row, `moved()` hears that
  // another cell is the active one, `arranged()` that columns, order or filters changed.
  constructor({ element, setting, rows, arrangement, look, margin, moved, arranged, bad }) {
    Object.assign(this, { element, setting, look, margin, moved, arranged, bad });
    this.columns = new Map(setting.columns.map((column) => [column.name, column]));
    this.rows = new Map(rows.map((row) => [row.key, row]));
    this.ready = new Promise((done) => this.#make(rows, arrangement, done));
  }

  #make(rows, arrangement, done) {
    const tabulator = (this.#tabulator = new Tabulator(this.element, {
      index: "key",
      data: rows,
      height: "100%",
      layout: "fitData",
      layoutColumnsOnNewData: false,
      autoResize: true,
      movableColumns: true,
      headerSortClickElement: "icon",
      headerSortTristate: true,
      selectableRange: 1,
      selectableRangeColumns: true,
      selectableRangeRows: true,
      selectableRangeClearCells: false,
      rowHeight: ROW,
      placeholder: () => (this.rows.size ? this.setting.words.nothingFound : this.setting.words.nothing),
      columnDefaults: { headerSort: true, resizable: "header" },
      rowHeader: {
        field: "$margin",
        titleFormatter: () => unseen(this.setting.words.found),
        width: 74,
        minWidth: 74,
        headerSort: false,
        resizable: false,
        frozen: true,
        formatter: (cell) => this.margin(cell.getRow().getData(), cell.getRow().getPosition(), cell.getElement()),
      },
      columns: arrangement.columns.map((each) => this.#definition(each)),
      rowFormatter: (row) => this.#format(row),
    }));
    tabulator.on("tableBuilt", () => {
      const holder = this.holder;
      // Whoever looks at the table with a screen reader is in the grid, and in the cell that it names.
      this.element.tabIndex = 0;
      holder.removeAttribute("tabindex");
      holder.focus = () => this.element.focus({ preventScroll: true });
      this.element.querySelector(".tabulator-header").removeAttribute("tabindex");
      holder.addEventListener("focusin", (event) => event.target.closest(".tabulator-cell") && this.focus());
      this.#filters = { ...arrangement.filters };
      this.#search = wordsOf(arrangement.search);
      this.#only = arrangement.only_found;
      this.#labels();
      if (this.#filtering) tabulator.setFilter((row) => this.#passes(row));
      if (arrangement.sort.length) {
        tabulator.setSort(arrangement.sort.map(([column, down]) => ({ column, dir: down ? "desc" : "asc" })));
      }
      done(this);
      this.#activate();
    });
    for (const event of ["rangeChanged", "scrollVertical", "scrollHorizontal", "renderComplete"]) {
      tabulator.on(event, () => this.#activate());
    }
    for (const event of ["columnMoved", "columnResized", "dataSorted"]) tabulator.on(event, () => this.#arranged());
  }

  get holder() {
    return this.element.querySelector(".tabulator-tableholder");
  }

  #definition({ name, shown, width }) {
    const column = this.columns.get(name);
    return {
      field: name,
      title: column.title,
      width: width ?? column.width,
      minWidth: 48,
      visible: shown,
      hozAlign: column.number ? "right" : "left",
      sorter: (one, other, _row, _other, _column, direction) => compared(one, other, direction),
      formatter: (cell) => this.#cell(cell.getElement(), cell.getRow().getData(), name),
      titleFormatter: (_cell, _parameters, _rendered) => this.#title(column),
      headerFilter: () => this.#filter(column),
      headerFilterFunc: () => true,
    };
  }

  #title(column) {
    const title = document.createElement("span");
    title.textContent = column.title;
    title.title = column.help;
    return title;
  }

  // The field over a column; it filters by itself, for Tabulator would hide the row that is being typed.
  #filter(column) {
    const field = document.createElement("input");
    field.type = "search";
    field.className = "grid-filter";
    field.ariaLabel = this.setting.words.filter.replace("{column}", column.title);
    field.value = this.#filters[column.name] ?? "";
    field.dataset.column = column.name;
    field.addEventListener("input", () => {
      if (field.value.trim()) this.#filters[column.name] = field.value;
      else delete this.#filters[column.name];
      clearTimeout(this.filtering);
      this.filtering = setTimeout(() => this.#refilter(), 120);
    });
    for (const event of ["keydown", "mousedown", "click"]) field.addEventListener(event, (e) => e.stopPropagation());
    return field;
  }

  #cell(element, row, name) {
    const { text = row[name] ?? "", classes = "", describe = "", invalid = false } = this.look(row, name);
    element.className = `${element.className.replace(/ ?\bg-[\w-]+/g, "")}${classes}`;
    const may = row.$edit.has(name);
    element.setAttribute("aria-readonly", String(!may));
    if (!may) element.classList.add("g-fixed");
    if (invalid) element.setAttribute("aria-invalid", "true");
    else element.removeAttribute("aria-invalid");
    element.title = describe || (text.length > 30 ? text : "");
    return document.createTextNode(text.replaceAll("\n", " ⏎ "));
  }

  #format(row) {
    const element = row.getElement();
    element.setAttribute("aria-rowindex", row.getPosition() + 1);
    element.dataset.record = row.getData().key;
  }

  // Names and states that Tabulator leaves out.
  #labels() {
    const { element } = this;
    element.setAttribute("aria-label", element.dataset.title);
    element.setAttribute("aria-rowcount", this.count + 1);
  }

  // What is shown, and in which order

  get #filtering() {
    return Object.keys(this.#filters).length > 0 || this.#search.length > 0 || this.#only;
  }

  #passes(row) {
    if (row.key.startsWith("new-") || this.#sticky.has(row.key)) return true;
    if (this.#only && !this.bad(row.key)) return false;
    for (const [name, sought] of Object.entries(this.#filters)) {
      if (!fits(row[name] ?? "", sought)) return false;
    }
    if (!this.#search.length) return true;
    const all = this.setting.columns.map((column) => row[column.name] ?? "").join("\n").toLocaleLowerCase();
    return this.#search.every((word) => all.includes(word));
  }

  search(text) {
    this.#search = wordsOf(text);
    this.#refilter();
  }

  only(found) {
    this.#only = found;
    this.#refilter();
  }

  // What was typed under a filter stays in sight until the filter changes.
  stick(key) {
    this.#sticky.add(key);
  }

  #refilter() {
    this.#sticky.clear();
    if (this.#filtering) this.#tabulator.setFilter((row) => this.#passes(row));
    else this.#tabulator.clearFilter(false);
    this.#arranged();
    this.#activate();
  }

  clear() {
    this.#filters = {};
    this.#search = [];
    this.#only = false;
    for (const field of this.element.querySelectorAll(".grid-filter")) field.value = "";
    this.#refilter();
  }

  #arranged() {
    this.arranged();
    this.element.setAttribute("aria-rowcount", this.count + 1);
  }

  // Columns, filters and order, as a view keeps them.
  get arrangement() {
    const shown = this.#tabulator.getColumns().filter((column) => this.columns.has(column.getField()));
    return {
      columns: shown.map((column) => {
        const name = column.getField();
        const width = Math.round(column.getWidth()) || this.columns.get(name).width;
        const usual = width === this.columns.get(name).width || !column.isVisible();
        return { name, shown: column.isVisible(), width: usual ? null : Math.min(Math.max(width, 20), 2000) };
      }),
      filters: { ...this.#filters },
      sort: this.#tabulator
        .getSorters()
        .filter(({ field }) => this.columns.has(field))
        .map(({ field, dir }) => [field, dir === "desc"]),
    };
  }

  get count() {
    return this.#tabulator.rowManager.getDisplayRows().length;
  }

  sort(name) {
    const now = this.#tabulator.getSorters().find(({ field }) => field === name)?.dir;
    if (now === "desc") this.#unsorted();
    else this.#tabulator.setSort(name, now === "asc" ? "desc" : "asc");
    return { asc: "desc", desc: "" }[now] ?? "asc";
  }

  // The planner's order again.
  async #unsorted() {
    this.#tabulator.clearSort();
    await this.#tabulator.replaceData([...this.rows.values()]);
  }

  column(name, { shown, width }) {
    const column = this.#tabulator.getColumn(name);
    if (shown === true) column.show();
    if (shown === false) column.hide();
    if (width) column.setWidth(width);
    this.#arranged();
  }

  move(name, before) {
    this.#tabulator.moveColumn(name, before, false);
  }

  async arrange(arrangement) {
    this.#tabulator.setColumns(arrangement.columns.map((each) => this.#definition(each)));
    this.#filters = { ...arrangement.filters };
    this.#search = wordsOf(arrangement.search);
    this.#only = arrangement.only_found ?? false;
    for (const field of this.element.querySelectorAll(".grid-filter")) {
      field.value = this.#filters[field.dataset.column] ?? "";
    }
    if (arrangement.sort.length) {
      this.#tabulator.setSort(arrangement.sort.map(([column, down]) => ({ column, dir: down ? "desc" : "asc" })));
    } else {
      await this.#unsorted();
    }
    this.#labels();
    this.#refilter();
  }

  // Rows and cells

  get order() {
    return this.#tabulator.rowManager.getDisplayRows().map((row) => row.data);
  }

  get names() {
    return this.#tabulator.columnManager
      .getVisibleColumnsByIndex()
      .map((column) => column.field)
      .slice(1);
  }

  #row(key) {
    return this.#tabulator.rowManager.rows.find((row) => row.data.key === key);
  }

  // Give cells other texts; the row may not be in sight.
  set(key, texts) {
    const row = this.rows.get(key);
    if (!row) return;
    const drawn = this.#drawn(key);
    if (drawn) drawn.getComponent().update(texts);
    else this.#row(key)?.getComponent().update(texts);
    Object.assign(row, texts);
    this.repaint(key);
  }

  #drawn(key) {
    return this.#tabulator.rowManager.getVisibleRows(true).find((row) => row.data.key === key);
  }

  repaint(key) {
    const drawn = this.#drawn(key);
    if (!drawn) return;
    drawn.getComponent().reformat();
    this.#activate();
  }

  repaintAll() {
    for (const row of this.#tabulator.rowManager.getVisibleRows(true)) row.getComponent().reformat();
    this.#activate();
  }

  async put(row, after) {
    const every = [...this.rows.values()];
    const place = after === "" ? 0 : every.findIndex((each) => each.key === after) + 1;
    every.splice(after !== "" && !place ? every.length : place, 0, row);
    this.rows = new Map(every.map((each) => [each.key, each]));
    if (after === "") return this.#tabulator.addRow(row, true);
    if (place && place < every.length - 1) return this.#tabulator.addRow(row, false, after);
    return this.#tabulator.addRow(row, false);
  }

  async putAll(rows) {
    for (const row of rows) this.rows.set(row.key, row);
    await this.#tabulator.addData(rows, false);
  }

  take(keys) {
    const gone = keys.map((key) => this.#row(key)).filter(Boolean);
    for (const key of keys) this.rows.delete(key);
    if (gone.length) this.#tabulator.deleteRow(gone.map((row) => row.getComponent()));
    this.#activate();
  }

  rename(name, key) {
    const row = this.rows.get(name);
    if (!row) return;
    this.rows.delete(name);
    row.key = key;
    const drawn = this.#row(name) ?? this.#row(key);
    if (drawn) drawn.data.key = key;
    this.rows.set(key, row);
    this.stick(key);
  }

  async load(rows) {
    this.rows = new Map(rows.map((row) => [row.key, row]));
    const { scrollTop, scrollLeft } = this.holder;
    await this.#tabulator.replaceData(rows);
    this.holder.scrollTop = scrollTop;
    this.holder.scrollLeft = scrollLeft;
    this.#arranged();
  }

  // What is selected

  get #range() {
    return this.#tabulator.modules.selectRange.activeRange;
  }

  get active() {
    const { start } = this.#range;
    const names = this.names;
    const column = Math.min(Math.max(start.col - 1, 0), names.length - 1);
    const row = Math.min(Math.max(start.row, 0), this.count - 1);
    return { row, column, record: this.order[row] ?? null, name: names[column] };
  }

  get selected() {
    const { top, bottom, left, right } = this.#range;
    const order = this.order;
    const first = Math.max(left - 1, 0);
    return {
      top,
      left: first,
      records: order.slice(Math.max(top, 0), bottom + 1),
      names: this.names.slice(first, Math.max(right, 1)),
    };
  }

  select(row, column, { toRow = row, toColumn = column, scroll = true } = {}) {
    const manager = this.#tabulator.modules.selectRange;
    const last = { row: this.count - 1, column: this.names.length - 1 };
    if (last.row < 0) return;
    const within = (number, most) => Math.min(Math.max(number, 0), most);
    const end = { row: within(toRow, last.row), column: within(toColumn, last.column) };
    manager.selecting = "cell";
    this.#range.setStart(within(row, last.row), within(column, last.column) + 1);
    this.#range.setEnd(end.row, end.column + 1);
    if (scroll) this.#scrollTo(end);
    manager.layoutElement();
    this.#activate();
  }

  #scrollTo({ row, column }) {
    const holder = this.holder;
    const height = this.rowHeight;
    const top = row * height;
    if (top < holder.scrollTop) holder.scrollTop = top;
    else if (top + height > holder.scrollTop + holder.clientHeight) holder.scrollTop = top + height - holder.clientHeight;
    const columns = this.#tabulator.columnManager.getVisibleColumnsByIndex();
    const left = columns.slice(1, column + 1).reduce((sum, each) => sum + each.getWidth(), 0);
    const width = columns[column + 1].getWidth();
    const room = holder.clientWidth - columns[0].getWidth();
    if (left < holder.scrollLeft) holder.scrollLeft = left;
    else if (left + width > holder.scrollLeft + room) holder.scrollLeft = left + Math.min(width, room) - room;
  }

  page() {
    return Math.max(Math.floor(this.holder.clientHeight / this.rowHeight) - 1, 1);
  }

  get rowHeight() {
    return this.holder.querySelector(".tabulator-row")?.offsetHeight || ROW;
  }

  cellElement(row, name) {
    const record = typeof row === "string" ? row : this.order[row]?.key;
    const drawn = record && this.#drawn(record);
    return drawn?.getCell(name)?.getElement() ?? null;
  }

  #activate() {
    clearTimeout(this.activating);
    this.activating = setTimeout(() => {
      this.#rest();
      const { record, name } = this.active;
      const cell = record && this.cellElement(record.key, name);
      if (cell) {
        cell.id = "grid-active";
        cell.tabIndex = 0;
        this.element.setAttribute("aria-activedescendant", "grid-active");
      } else {
        this.element.removeAttribute("aria-activedescendant");
      }
      this.moved();
    });
  }

  #rest() {
    const before = document.getElementById("grid-active");
    before?.removeAttribute("id");
    before?.removeAttribute("tabindex");
  }

  // The next Tab leads out of the table.
  leave() {
    clearTimeout(this.activating);
    this.#rest();
  }

  focus() {
    this.element.focus({ preventScroll: true });
  }
}

function wordsOf(text = "") {
  return text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
}

// "=" finds what is empty, "=text" what is just that, "!text" what has it not, and anything else what has all words.
function fits(text, sought) {
  const held = text.toLocaleLowerCase();
  const wanted = sought.trim().toLocaleLowerCase();
  if (wanted.startsWith("=")) return held.trim() === wanted.slice(1).trim();
  if (wanted.startsWith("!")) return wanted.length === 1 ? held !== "" : !held.includes(wanted.slice(1).trim());
  return wordsOf(wanted).every((word) => held.includes(word));
}

// What is empty stands last, whichever way.
function compared(one = "", other = "", direction) {
  if (!one || !other) return (!one - !other) * (direction === "desc" ? -1 : 1);
  return collator.compare(one, other);
}

function unseen(text) {
  const made = document.createElement("span");
  made.className = "unseen";
  made.textContent = text;
  return made;
}
