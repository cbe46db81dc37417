// How the table is looked at: its columns, the views kept of it, what is sought in it, and the file made of it.

import { filled } from "./troubles.js";

export class Looks {
  constructor({ setting, acts, said }) {
    Object.assign(this, { setting, acts, said, words: setting.words });
    this.place = `birlik-look ${setting.account} ${setting.exercise} ${setting.kind}`;
    this.dialog = document.getElementById("grid-columns");
    this.views = setting.views;
    this.searching = document.getElementById("grid-search");
    this.only = document.getElementById("grid-only");
  }

  // The arrangement to begin with: that of this window, or what holds anything, as it comes.
  first(used) {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(this.place));
    } catch {
      sessionStorage.removeItem(this.place);
    }
    const found = kept ? this.fitting(kept) : this.usual(used);
    this.searching.value = found.search;
    this.only.checked = found.only_found;
    return found;
  }

  usual(used) {
    this.used = used;
    const columns = this.setting.columns.map(({ name, needed }) => {
      const shown = !used.size || used.has(name) || needed || name === "id" || name === "title";
      return { name, shown, width: null };
    });
    return { columns, filters: {}, sort: [], search: "", only_found: false };
  }

  // An arrangement for the columns that there are now.
  fitting(kept) {
    const there = new Set(this.setting.columns.map((column) => column.name));
    const columns = kept.columns.filter((column) => there.has(column.name));
    const named = new Set(columns.map((column) => column.name));
    for (const { name } of this.setting.columns) if (!named.has(name)) columns.push({ name, shown: false, width: null });
    const filters = Object.fromEntries(Object.entries(kept.filters).filter(([name]) => there.has(name)));
    const sort = kept.sort.filter(([name]) => there.has(name));
    return { columns, filters, sort, search: kept.search ?? "", only_found: kept.only_found ?? false };
  }

  attach(table) {
    this.table = table;
    let typing;
    this.searching.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => table.search(this.searching.value), 120);
    });
    this.only.addEventListener("change", () => table.only(this.only.checked));
    this.dialog.querySelector("[data-do=usual]").addEventListener("click", async () => {
      await this.arrange(this.usual(this.used ?? new Set()));
      this.#columns();
    });
    document.getElementById("grid-keep").addEventListener("submit", (event) => this.#kept(event));
    document.getElementById("grid-export").addEventListener("submit", (event) => {
      const { columns, keys } = event.target.elements;
      columns.value = table.names.join(",");
      keys.value = table.order.map((row) => row.key).filter((key) => !key.startsWith("new-")).join(",");
    });
    for (const menu of document.querySelectorAll(".grid-menu")) {
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        menu.open = false;
        menu.querySelector("summary").focus();
      });
      document.addEventListener("click", (event) => {
        if (!menu.contains(event.target)) menu.open = false;
      });
    }
    this.#listViews();
  }

  get arrangement() {
    return {
      ...this.table.arrangement,
      search: this.searching.value.slice(0, 200),
      only_found: this.only.checked,
    };
  }

  remember() {
    if (this.table) sessionStorage.setItem(this.place, JSON.stringify(this.arrangement));
  }

  async arrange(arrangement) {
    const fitting = this.fitting(arrangement);
    this.searching.value = fitting.search;
    this.only.checked = fitting.only_found;
    await this.table.arrange(fitting);
  }

  showAll() {
    this.searching.value = "";
    this.only.checked = false;
    this.table.clear();
  }

  // Columns

  choose() {
    this.#columns();
    this.dialog.showModal();
  }

  #columns() {
    const { words } = this;
    const list = this.dialog.querySelector("ol");
    const items = this.table.arrangement.columns.map(({ name, shown, width }) => {
      const column = this.table.columns.get(name);
      const item = document.createElement("li");
      item.dataset.name = name;
      const label = document.createElement("label");
      label.className = "check";
      label.title = column.help;
      const tick = document.createElement("input");
      tick.type = "checkbox";
      tick.checked = shown;
      tick.addEventListener("change", () => this.table.column(name, { shown: tick.checked }));
      label.append(tick, column.title);
      const wide = document.createElement("input");
      wide.type = "number";
      wide.min = "48";
      wide.max = "2000";
      wide.step = "10";
      wide.value = width ?? column.width;
      wide.ariaLabel = filled(words.width, { column: column.title });
      wide.addEventListener("change", () => wide.reportValidity() && this.table.column(name, { width: +wide.value }));
      item.append(
        label,
        wide,
        this.#mover(name, -1, "↑", filled(words.up, { column: column.title })),
        this.#mover(name, 1, "↓", filled(words.down, { column: column.title })),
      );
      return item;
    });
    list.replaceChildren(...items);
  }

  #mover(name, by, sign, title) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button second";
    button.textContent = sign;
    button.ariaLabel = title;
    button.title = title;
    button.dataset.by = by;
    button.addEventListener("click", async () => {
      const arrangement = this.arrangement;
      const { columns } = arrangement;
      const at = columns.findIndex((column) => column.name === name);
      const to = at + by;
      if (to < 0 || to >= columns.length) return;
      [columns[at], columns[to]] = [columns[to], columns[at]];
      await this.arrange(arrangement);
      this.#columns();
      this.dialog.querySelector(`[data-name="${name}"] [data-by="${by}"]`)?.focus();
    });
    return button;
  }

  // Views

  async #kept(event) {
    event.preventDefault();
    const field = document.getElementById("grid-name");
    const name = field.value.trim();
    if (!name) return;
    if (await this.#send({ name, content: this.arrangement })) {
      field.value = "";
      this.said(filled(this.words.viewKept, { name }));
    }
  }

  async #send(content) {
    const answer = await this.acts.post(this.setting.addresses.views, content);
    if (!answer.ok) {
      this.said(answer.content?.sentence ?? this.words.failed);
      return false;
    }
    this.views = answer.content;
    this.#listViews();
    return true;
  }

  #listViews() {
    const { words } = this;
    const list = document.getElementById("grid-views");
    const usual = this.#entry(words.allColumns, () => this.arrange(this.usual(this.used ?? new Set())));
    const items = this.views.map(({ name, content }) => {
      const item = this.#entry(name, () => this.arrange(content));
      const away = document.createElement("button");
      away.type = "button";
      away.className = "quiet";
      away.textContent = "✕";
      away.ariaLabel = filled(words.deleteView, { name });
      away.title = away.ariaLabel;
      away.addEventListener("click", async () => {
        if (await this.#send({ name })) this.said(filled(words.viewDeleted, { name }));
      });
      item.append(away);
      return item;
    });
    list.replaceChildren(usual, ...items);
  }

  #entry(text, act) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = text;
    button.addEventListener("click", () => {
      document.querySelector(".grid-menu[open]")?.removeAttribute("open");
      act();
    });
    item.append(button);
    return item;
  }
}
