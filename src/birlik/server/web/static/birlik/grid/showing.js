// What the page shows around the rows: cells with their marks, the margin, the lines above and below the table.

import { filled } from "./troubles.js";

const MARKED = 4_000; // how long a cell that somebody else changed stays marked
const SIGNS = { error: "✖", warning: "▲", note: "●" };

export class Showing {
  #changed = new Map();
  #ended = false;

  // The names of `grid` that are used: table, acts, troubles, others, findings, words, element, nameOf().
  constructor(grid) {
    this.grid = grid;
    this.words = grid.words;
  }

  look(row, name) {
    const mark = this.grid.acts.marked(row.key, name);
    const found = this.grid.findings[row.key]?.find(([, , field]) => field === name);
    let classes = "";
    if (mark) classes += ` g-mark g-${mark.state}`;
    if (found) classes += ` g-found g-${found[0]}`;
    if (!mark && this.#changed.has(`${row.key} ${name}`)) classes += " g-changed";
    const told = mark && mark.state !== "waiting" ? this.grid.troubles.sentence(mark) : found ? found[3] : "";
    return { classes, describe: told, invalid: mark?.state === "refused" || found?.[0] === "error" };
  }

  margin(row, position, element) {
    const box = document.createElement("span");
    box.className = "grid-margin";
    element.setAttribute("role", "rowheader");
    element.removeAttribute("aria-readonly");
    const found = this.grid.findings[row.key];
    const people = this.grid.others?.at(row.key) ?? [];
    const number = document.createElement("span");
    number.textContent = position || "";
    box.append(number);
    if (found) {
      const sign = document.createElement("span");
      sign.className = `sign ${found[0][0]}`;
      sign.textContent = SIGNS[found[0][0]];
      sign.role = "img";
      sign.ariaLabel = `${found[0][1]}: ${found[0][3]}`;
      box.append(sign);
    }
    if (people.length) {
      const who = document.createElement("span");
      who.className = "who";
      who.textContent = initials(people[0]);
      who.role = "img";
      who.ariaLabel = filled(this.words.here, { people: people.join(", ") });
      box.append(who);
    }
    element.title = [
      ...(found ?? []).map(([, code, , sentence, remedy]) => `${code} ${sentence}${remedy ? ` (${remedy})` : ""}`),
      ...(people.length ? [filled(this.words.here, { people: people.join(", ") })] : []),
    ].join("\n");
    return box;
  }

  flash(key, name) {
    const place = `${key} ${name}`;
    clearTimeout(this.#changed.get(place));
    const timer = setTimeout(() => {
      this.#changed.delete(place);
      this.grid.table.repaint(key);
    }, MARKED);
    this.#changed.set(place, timer);
  }

  // Another cell is the active one: what it is, and what is wrong with it.
  about() {
    const { acts, findings, table, troubles } = this.grid;
    const { record, name } = table.active;
    const about = document.getElementById("grid-about");
    const column = table.columns.get(name);
    if (!record || !column) return about.replaceChildren();
    const mark = acts.marked(record.key, name);
    const found = findings[record.key] ?? [];
    const here = found.filter(([, , field]) => field === name);
    const parts = [];
    const title = document.createElement("b");
    title.textContent = `${this.grid.nameOf(record.key)} · ${column.title}`;
    parts.push(title);
    if (mark && mark.state !== "waiting") parts.push(span(mark.state, troubles.sentence(mark)));
    for (const [severity, code, , sentence, remedy] of (here.length ? here : found).slice(0, 2)) {
      parts.push(span(severity, `${SIGNS[severity]} ${code} ${sentence}${remedy ? ` (${remedy})` : ""}`));
    }
    if (!record.$edit.has(name)) parts.push(span("help", this.words.readOnly));
    else if (parts.length === 1) parts.push(span("help", column.help));
    about.replaceChildren(...parts.flatMap((part) => [part, " "]));
    const { records, names } = table.selected;
    const many = records.length * names.length > 1;
    document.getElementById("grid-count").dataset.selected = many
      ? filled(this.words.selected, { rows: records.length, columns: names.length })
      : "";
    return this.count();
  }

  count() {
    const [shown, every] = [this.grid.table.count, this.grid.table.rows.size];
    const count = document.getElementById("grid-count");
    const pattern = shown === every ? this.words.all : this.words.shown;
    const numbers = { shown: shown.toLocaleString(), every: every.toLocaleString() };
    count.textContent = [count.dataset.selected, filled(pattern, numbers)].filter(Boolean).join(" · ");
  }

  line({ ended = false } = {}) {
    const { acts, element } = this.grid;
    const { words } = this;
    const line = document.getElementById("grid-line");
    const number = acts.waiting;
    element.dataset.waiting = String(number);
    const again = [words.again, () => acts.resume()];
    if (ended) this.#ended = true;
    if (acts.idle) this.#ended = false;
    if (acts.offered) {
      const away = [words.discard, () => this.grid.revert(acts.discard())];
      tell(line, filled(words.offer, { number }), [words.send, () => acts.resume()], away);
    } else if (this.#ended) tell(line, words.signedOut, again);
    else if (acts.lost && !acts.idle) tell(line, filled(words.offline, { number }), again);
    else line.hidden = true;
  }

  say(text, back = null) {
    const said = document.getElementById("grid-said");
    said.replaceChildren(text);
    if (back) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = this.words.undo;
      button.addEventListener("click", back);
      said.append(" ", button);
    }
    clearTimeout(this.saying);
    this.saying = setTimeout(() => said.replaceChildren(), 12_000);
  }
}

function span(kind, text) {
  const made = document.createElement("span");
  made.className = kind;
  made.textContent = text;
  return made;
}

function tell(line, text, ...actions) {
  line.hidden = false;
  line.replaceChildren(span("", text));
  for (const [title, act] of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button second";
    button.textContent = title;
    button.addEventListener("click", act);
    line.append(button);
  }
}

function initials(name) {
  return name
    .split(/\s+/)
    .map((word) => word[0] ?? "")
    .join("")
    .slice(0, 2)
    .toLocaleUpperCase();
}
