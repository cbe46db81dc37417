// What was typed and is not stored, told below the table: each with what can be done about it.

export class Troubles {
  // `keep(mark)` stores what was typed all the same, `drop(mark)` takes what is there, `show(mark)` goes to the cell.
  constructor({ section, acts, words, naming, keep, drop, show }) {
    Object.assign(this, { section, acts, words, naming, keep, drop, show });
    this.list = section.querySelector("ul");
  }

  update() {
    const marks = [...this.acts.marks.values()]
      .flatMap((fields) => [...fields.values()])
      .filter((mark) => mark.state !== "waiting");
    this.section.hidden = !marks.length;
    this.list.replaceChildren(...marks.slice(0, 50).map((mark) => this.#item(mark)));
  }

  #item(mark) {
    const { words } = this;
    const item = document.createElement("li");
    item.className = mark.state;
    const text = document.createElement("span");
    const sign = document.createElement("span");
    sign.ariaHidden = "true";
    sign.className = "sign";
    sign.textContent = mark.state === "refused" ? "✖" : "⇄";
    text.append(sign, ` ${this.sentence(mark)}`);
    item.append(text);
    const actions = document.createElement("span");
    actions.className = "does";
    if (mark.state === "stale") {
      actions.append(
        this.#button(words.keepMine, () => this.keep(mark)),
        this.#button(words.takeTheirs, () => this.drop(mark)),
      );
    } else {
      actions.append(this.#button(words.leave, () => this.drop(mark)));
    }
    if (mark.state !== "gone") actions.append(this.#button(words.goThere, () => this.show(mark)));
    item.append(actions);
    return item;
  }

  sentence(mark) {
    const { words } = this;
    const { row, column } = this.naming(mark);
    const pattern = {
      refused: mark.field ? words.refused : words.refusedRow,
      stale: mark.by ? words.stale : words.staleNow,
      gone: words.gone,
    }[mark.state];
    return filled(pattern, {
      row,
      column,
      sentence: mark.sentence ?? "",
      by: mark.by ?? "",
      at: mark.at ?? "",
      holds: short(mark.holds) || words.empty,
      typed: short(mark.typed) || words.empty,
    });
  }

  #button(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }
}

function short(text = "") {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

// A sentence with its places filled in.
export function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
