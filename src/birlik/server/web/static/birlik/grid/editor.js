// The editor over one cell: a text as planners write it, with suggestions where the column has choices or names records.

const SOON = 90; // after a key, before suggestions are fetched
const PARTS = /[;|+\n]/; // between the parts of a list in a cell

export class Editor {
  #box;
  #list;
  #open = null;
  #timer;
  #chosen = -1;
  #asked = 0;
  #left = 0;

  // `done(typed, way)` is told what was typed and which way to go on: "down", "right", "left", "all" or "".
  constructor({ holder, offers, words, done }) {
    Object.assign(this, { holder, offers, words, done });
    this.#box = document.createElement("textarea");
    this.#box.className = "grid-editor";
    this.#box.rows = 1;
    this.#box.hidden = true;
    this.#box.spellcheck = false;
    this.#list = document.createElement("ul");
    this.#list.className = "grid-offers";
    this.#list.id = "grid-offers";
    this.#list.role = "listbox";
    this.#list.ariaLabel = words.offers;
    this.#list.hidden = true;
    holder.append(this.#box, this.#list);
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    this.#box.addEventListener("input", () => this.#typed());
    this.#box.addEventListener("blur", () => this.#open && this.commit(""));
    this.#list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li[data-value]");
      if (item) this.#take(item.dataset.value);
    });
  }

  get editing() {
    return this.#open;
  }

  // Begin over a cell; with `first`, that is typed in place of what stands there.
  begin({ element, column, record, text, first = null }) {
    this.#open = { column, record, seen: text, quick: first !== null };
    const cell = element.getBoundingClientRect();
    const holder = this.holder.getBoundingClientRect();
    const box = this.#box;
    this.#left = cell.left - holder.left + this.holder.scrollLeft;
    Object.assign(box.style, {
      left: `${this.#left}px`,
      top: `${cell.top - holder.top + this.holder.scrollTop}px`,
      minWidth: `${cell.width}px`,
      minHeight: `${cell.height}px`,
      width: "",
      height: "",
    });
    box.ariaLabel = column.title;
    const suggests = column.choices.length > 0 || column.refers;
    if (suggests) {
      box.setAttribute("role", "combobox");
      box.setAttribute("aria-autocomplete", "list");
      box.setAttribute("aria-controls", "grid-offers");
      box.setAttribute("aria-expanded", "false");
    } else {
      for (const name of ["role", "aria-autocomplete", "aria-controls", "aria-expanded"]) box.removeAttribute(name);
    }
    box.hidden = false;
    box.value = first ?? text;
    this.#fit();
    box.focus({ preventScroll: true });
    box.setSelectionRange(box.value.length, box.value.length);
    if (suggests && (first !== null || !text || column.choices.length)) this.#suggest();
  }

  commit(way) {
    if (!this.#open) return;
    const typed = this.#box.value;
    const open = this.#open;
    this.#end();
    this.done(open, typed, way);
  }

  cancel() {
    const open = this.#open;
    this.#end();
    this.done(open, open.seen, "");
  }

  #end() {
    this.#open = null;
    clearTimeout(this.#timer);
    this.#shut();
    this.#box.hidden = true;
  }

  #key(event) {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    event.stopPropagation();
    const shown = !this.#list.hidden;
    if (key === "Escape") {
      event.preventDefault();
      if (shown && this.#chosen >= 0) this.#shut();
      else this.cancel();
    } else if (key === "Enter" && altKey) {
      event.preventDefault();
      this.#box.setRangeText("\n", this.#box.selectionStart, this.#box.selectionEnd, "end");
      this.#fit();
    } else if (key === "Enter" && (ctrlKey || metaKey)) {
      event.preventDefault();
      this.commit("all");
    } else if (key === "Enter" || key === "Tab") {
      event.preventDefault();
      const chosen = shown && this.#chosen >= 0 ? this.#list.children[this.#chosen].dataset.value : null;
      const same = chosen !== null && this.#part()[1].trim().toLowerCase() === chosen.toLowerCase();
      if (chosen !== null) this.#take(chosen);
      // In a list the first Enter takes a suggestion, for another may follow.
      if (chosen === null || same || key === "Tab" || !this.#open.column.many) {
        this.commit(key === "Tab" ? (shiftKey ? "left" : "right") : shiftKey ? "up" : "down");
      }
    } else if (key === "ArrowDown" && (altKey || shown)) {
      event.preventDefault();
      if (shown) this.#choose(this.#chosen + 1);
      else this.#suggest();
    } else if (key === "ArrowUp" && shown) {
      event.preventDefault();
      this.#choose(this.#chosen - 1);
    } else if (this.#open?.quick && key.startsWith("Arrow")) {
      // Typed over a cell: an arrow goes on, as in a spreadsheet.
      event.preventDefault();
      this.commit(key.slice(5).toLowerCase());
    }
  }

  #typed() {
    this.#fit();
    const { column } = this.#open;
    if (!column.choices.length && !column.refers) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#suggest(), column.refers ? SOON : 0);
  }

  // As large as what is typed, within the table.
  #fit() {
    const box = this.#box;
    box.style.height = "0";
    box.style.height = `${Math.min(box.scrollHeight + 2, 260)}px`;
    const longest = Math.max(...box.value.split("\n").map((line) => line.length));
    box.style.width = `${Math.min(Math.max(longest + 4, 8), 60)}ch`;
    const { scrollLeft, clientWidth } = this.holder;
    box.style.left = `${Math.max(Math.min(this.#left, scrollLeft + clientWidth - box.offsetWidth), scrollLeft)}px`;
  }

  // The part of a list that is being typed.
  #part() {
    const { value, selectionEnd } = this.#box;
    if (!this.#open.column.many) return [0, value];
    const before = value.slice(0, selectionEnd);
    const parts = before.split(PARTS);
    const start = before.length - parts.at(-1).length;
    return [start, before.slice(start)];
  }

  async #suggest() {
    const { column } = this.#open;
    const sought = this.#part()[1].trim();
    const mine = (this.#asked += 1);
    let found;
    if (column.choices.length) {
      const word = sought.toLowerCase();
      const fitting = column.choices.filter((choice) => choice.join(" ").toLowerCase().includes(word));
      const exact = column.choices.some(([choice]) => choice.toLowerCase() === word);
      const shown = exact || !fitting.length ? column.choices : fitting;
      found = shown.map(([choice, title]) => [choice, title === choice ? "" : title]);
    } else {
      found = await this.offers(column.name, sought);
    }
    if (mine !== this.#asked || !this.#open || found === null) return;
    this.#show(found, sought);
  }

  #show(found, sought) {
    const items = found.map(([value, title], number) => {
      const item = document.createElement("li");
      item.role = "option";
      item.id = `grid-offer-${number}`;
      item.dataset.value = value;
      item.ariaSelected = "false";
      const id = document.createElement("b");
      id.textContent = value;
      item.append(id, title ? ` ${title}` : "");
      return item;
    });
    if (!items.length) {
      if (!sought) return this.#shut();
      const none = document.createElement("li");
      none.className = "none";
      none.role = "option";
      none.ariaDisabled = "true";
      none.textContent = this.words.offersNone;
      items.push(none);
    }
    this.#list.replaceChildren(...items);
    this.#list.hidden = false;
    const box = this.#box;
    const below = box.offsetTop + box.offsetHeight;
    const room = this.holder.scrollTop + this.holder.clientHeight - below;
    this.#list.style.left = `${Math.min(box.offsetLeft, this.holder.scrollLeft + this.holder.clientWidth - this.#list.offsetWidth)}px`;
    const high = this.#list.offsetHeight;
    this.#list.style.top = `${room < high && box.offsetTop - this.holder.scrollTop > high ? box.offsetTop - high : below}px`;
    box.setAttribute("aria-expanded", "true");
    this.#chosen = -1;
    const word = sought.toLowerCase();
    const exact = found.findIndex(([value]) => value.toLowerCase() === word);
    const first = word ? found.findIndex(([value]) => value.toLowerCase().startsWith(word)) : -1;
    if (exact >= 0 || first >= 0) this.#choose(exact >= 0 ? exact : first);
  }

  #choose(number) {
    const items = [...this.#list.querySelectorAll("li[data-value]")];
    if (!items.length) return;
    this.#chosen = (number + items.length) % items.length;
    for (const [place, item] of items.entries()) item.ariaSelected = String(place === this.#chosen);
    items[this.#chosen].scrollIntoView({ block: "nearest" });
    this.#box.setAttribute("aria-activedescendant", items[this.#chosen].id);
  }

  #take(value) {
    const [start] = this.#part();
    const { many } = this.#open.column;
    const box = this.#box;
    if (!many) {
      box.value = value;
    } else {
      const before = box.value.slice(0, start);
      const space = before && !/\s$/.test(before) ? " " : "";
      const rest = box.value.slice(box.selectionEnd);
      box.value = `${before}${space}${value}${rest}`;
      const at = before.length + space.length + value.length;
      box.setSelectionRange(at, at);
    }
    this.#fit();
    this.#shut();
  }

  #shut() {
    this.#asked += 1;
    this.#list.hidden = true;
    this.#chosen = -1;
    this.#box.setAttribute("aria-expanded", "false");
    this.#box.removeAttribute("aria-activedescendant");
  }
}
