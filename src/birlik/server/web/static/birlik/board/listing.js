// The board as a list: for keyboards, for screen readers, and for small screens.

import { fill } from "./asking.js";
import { element } from "./panel.js";

const PART = matchMedia("(max-width: 46rem)").matches ? 15 : 50; // rows that are shown at once

export class Listing {
  constructor(board) {
    this.board = board;
    this.body = board.root.querySelector(".board-list tbody");
    this.more = board.root.querySelector(".board-list-more");
    this.empty = board.root.querySelector(".board-list-empty");
    this.count = PART;
    this.more.addEventListener("click", () => {
      const next = this.body.rows.length;
      this.count += PART;
      this.show(false);
      this.body.rows[next]?.querySelector("button")?.focus();
    });
    this.body.addEventListener("click", (event) => {
      const key = event.target.closest("[data-key]")?.dataset.key;
      if (key) board.select(board.model.byKey.get(key), true);
    });
  }

  show(anew = true) {
    if (anew) this.count = PART;
    const { model, words } = this.board;
    const all = [...model.key.keys()].filter((n) => model.shown[n]);
    const order = (n) => (model.placed(n) ? model.begins[n] : Infinity);
    all.sort((a, b) => order(a) - order(b) || a - b);
    this.body.replaceChildren(...all.slice(0, this.count).map((n) => this.#row(n)));
    const left = Math.max(0, all.length - this.count);
    this.more.hidden = !left;
    this.more.textContent = fill(words.showMore, { number: Math.min(left, PART) });
    this.empty.hidden = all.length > 0;
    this.#unplaced();
    this.mark(this.board.selected);
  }

  #row(n) {
    const { model, clock, words } = this.board;
    const { areas } = model.data;
    const row = element("tr");
    row.dataset.key = model.key[n];
    const first = element("td", "first");
    const button = element("button", "quiet", model.id[n] || model.title[n]);
    button.type = "button";
    button.dataset.key = model.key[n];
    first.append(button);
    const when = model.placed(n) ? clock.stretch(model.begins[n], model.ends(n)) : words.unplaced;
    const wrong = model.found(n).filter(([, , severity]) => severity !== "note");
    const last = element("td", "found");
    if (wrong.length) {
      last.append(element("span", "code", wrong[0][0]), ` ${wrong[0][1].startsWith(wrong[0][0]) ? wrong[0][1].slice(wrong[0][0].length + 1) : wrong[0][1]}`);
      if (wrong.length > 1) last.append(element("span", "aside", ` ${fill(words.more, { number: wrong.length - 1 })}`));
    }
    row.append(
      first,
      element("td", "", model.title[n]),
      element("td", "when", when),
      element("td", "", model.areas[n].map((a) => areas[a][0]).join(" + ")),
      element("td", "", model.nations[n].join(", ")),
      last,
    );
    return row;
  }

  mark(n) {
    const key = n >= 0 ? this.board.model.key[n] : "";
    for (const row of this.body.rows) {
      if (row.dataset.key === key) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  // Serials that have no place, as buttons above the board.
  #unplaced() {
    const { model, root } = this.board;
    const place = root.querySelector(".board-unplaced");
    const all = [...model.key.keys()].filter((n) => model.shown[n] && !model.placed(n));
    place.hidden = !all.length;
    place.querySelector("summary span").textContent = all.length;
    place.querySelector("ul").replaceChildren(
      ...all.slice(0, PART).map((n) => {
        const item = element("li");
        const button = element("button", "button second", `${model.id[n]} ${model.title[n]}`.trim());
        button.type = "button";
        button.addEventListener("click", () => {
          this.board.select(n);
          this.board.panel.focus();
        });
        const left = model.data.left_out[model.id[n]];
        item.append(button);
        if (left) item.append(element("span", "aside", ` ${left[0]} ${left[1]}`));
        return item;
      }),
    );
  }
}
