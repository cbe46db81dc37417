// Keys of every page: whatever has data-key can be reached by them, and "?" shows which there are.
//
// data-key is one key ("?", "/", "n", "Escape") or several pressed one after the other ("g b"). What has it is clicked, or
// focused if it is a field. A script adds its own with keys.add([{ keys: "ArrowLeft", does: "…", run(event) {…} }]); without
// run it is only listed. Letters do nothing while somebody types, while a dialog is open, or if he turned them off.

const SEQUENCE = 900; // between two keys of one sequence, in milliseconds
const OFF = "birlik-keys-off";

class Keys {
  #added = [];
  #pressed = [];
  #last = 0;
  #dialog = document.getElementById("keys");

  constructor() {
    document.addEventListener("keydown", (event) => this.#heard(event));
    document.documentElement.dataset.keys = "heard";
    if (!this.#dialog) return;
    const on = this.#dialog.querySelector("[data-keys-on]");
    on.checked = !this.#off;
    on.addEventListener("change", () => localStorage[on.checked ? "removeItem" : "setItem"](OFF, "1"));
    for (const button of document.querySelectorAll("[data-keys-open]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.show());
    }
  }

  get #off() {
    return localStorage.getItem(OFF) !== null;
  }

  add(entries) {
    this.#added.push(...entries);
  }

  show() {
    const list = this.#dialog.querySelector(".keys-list");
    list.replaceChildren();
    for (const { keys, does } of [...this.#added, ...marked().map(described)]) {
      const term = document.createElement("dt");
      term.append(
        ...keys.split(" ").flatMap((key, place) => {
          const shown = document.createElement("kbd");
          shown.textContent = SIGNS[key] ?? key;
          return place ? [" ", shown] : [shown];
        }),
      );
      const text = document.createElement("dd");
      text.textContent = does;
      list.append(term, text);
    }
    this.#dialog.showModal();
  }

  #heard(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || typing(event.target)) return;
    if (this.#off && event.key.length === 1) return;
    const now = event.timeStamp;
    this.#pressed = now - this.#last < SEQUENCE ? [...this.#pressed, event.key].slice(-3) : [event.key];
    this.#last = now;
    for (let from = 0; from < this.#pressed.length; from += 1) {
      const keys = this.#pressed.slice(from).join(" ");
      const entry = this.#added.find((each) => each.run && each.keys === keys);
      const element = entry ? null : marked().find((each) => each.dataset.key === keys && !each.closest("dialog"));
      if (!entry && !element) continue;
      event.preventDefault();
      this.#pressed = [];
      if (entry) return entry.run(event);
      return element.matches("input:not([type=checkbox], [type=radio]), select, textarea") ? element.focus() : element.click();
    }
  }
}

const SIGNS = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

function marked() {
  return [...document.querySelectorAll("[data-key]")].filter((each) => !each.closest("[hidden]") && !each.disabled);
}

function described(element) {
  const label = element.labels?.[0]?.textContent ?? element.querySelector("span:first-child")?.textContent;
  return { keys: element.dataset.key, does: (element.dataset.does ?? element.getAttribute("aria-label") ?? label ?? element.textContent).trim() };
}

function typing(target) {
  return target instanceof Element && target.closest("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable], [role=grid]") !== null;
}

export const keys = new Keys();
