// Beside the board: what is selected, what is wrong with it, and what a move would break.

import { fill } from "./asking.js";
import { BEGUN, FIXED, MANDATORY, OWN } from "./model.js";

export class Panel {
  constructor(board) {
    this.board = board;
    this.place = board.root.querySelector(".board-panel");
    this.n = -1;
  }

  // Whether it can be seen without scrolling.
  get seen() {
    return this.place.getBoundingClientRect().top < innerHeight - 80;
  }

  // What a serial is, in one sentence.
  sentence(n) {
    const { model, clock, words } = this.board;
    if (n < 0) return "";
    const when = model.placed(n)
      ? { begins: clock.moment(model.begins[n]), ends: clock.time(model.ends(n)) }
      : { begins: words.unplaced, ends: "" };
    const text = fill(words.bar, { id: model.id[n], title: model.title[n], ...when });
    const wrong = model.found(n).map(([code, message]) => `${code} ${message}`);
    return [text, ...this.signs(n), ...wrong].join(". ");
  }

  signs(n) {
    const { model, words } = this.board;
    const flags = model.flags[n];
    const found = [];
    if (flags & MANDATORY) found.push(words.mandatory);
    else if (model.priority[n]) found.push(fill(words.optional, { number: model.priority[n] }));
    if (flags & FIXED) found.push(words.fixed);
    if (flags & BEGUN) found.push(words.begun);
    return found;
  }

  show(n) {
    this.n = n;
    const teach = this.board.root.querySelector(".board-teach");
    teach.hidden = n >= 0;
    this.place.hidden = n < 0;
    if (n < 0) return;
    const { model, clock, words, asking } = this.board;
    const parts = [];
    const head = element("h2", "", `${model.id[n]} ${model.title[n]}`.trim());
    head.tabIndex = -1;
    parts.push(head);
    const when = model.placed(n) ? clock.stretch(model.begins[n], model.ends(n)) : words.unplaced;
    const left = model.data.left_out[model.id[n]];
    parts.push(element("p", "when", left && !model.placed(n) ? `${when}: ${left[0]} ${left[1]}` : when));
    const badges = element("p", "badges");
    for (const sign of this.signs(n)) badges.append(element("span", "badge", sign));
    if (model.kind[n]) badges.append(element("span", "badge", model.kind[n]));
    for (const nation of model.nations[n]) badges.append(element("span", "badge", nation));
    if (badges.childNodes.length) parts.push(badges);
    const facts = element("dl", "facts");
    const { areas, units, phases } = model.data;
    fact(facts, words.areas, model.areas[n].map((a) => areas[a][0]).join(" + "));
    fact(facts, words.units, model.units[n].map((u) => units[u][0]).join(", "));
    fact(facts, words.phase, phases[model.phase[n]]?.[1] ?? "");
    if (facts.childNodes.length) parts.push(facts);
    parts.push(this.#findings(n));
    const acts = element("p", "actions");
    const open = element("a", "button second", fill(words.open, { id: model.id[n] }));
    open.href = asking.address("record", model.key[n]);
    const may = model.data.may;
    if ((may === "publish" || (may === "ask" && model.flags[n] & OWN)) && !(model.flags[n] & BEGUN)) {
      const pick = element("button", "button", model.placed(n) ? words.move : words.place);
      pick.type = "button";
      pick.dataset.act = "pick";
      acts.append(pick);
    }
    acts.append(open);
    parts.push(acts);
    this.place.replaceChildren(...parts);
  }

  #findings(n) {
    const { model, words } = this.board;
    const found = model.found(n);
    if (!found.length) return element("p", "aside", this.board.root.dataset.staff ? words.noFindings : "");
    const list = element("ul", "findings");
    for (const [code, text, severity] of found) list.append(finding(code, text, severity));
    return list;
  }

  // What the server says of the place at which a bar is held.
  judging(hand) {
    const { model, clock, words } = this.board;
    const { n, verdict } = hand;
    const { areas } = model.data;
    const where = hand.areas.map((a) => areas[a][0]).join(" + ");
    const parts = [
      element("h2", "", `${model.id[n]} ${model.title[n]}`.trim()),
      element("p", "when", `${clock.stretch(hand.begins, hand.begins + model.length[n])} ${where}`),
    ];
    const acts = element("p", "actions");
    for (const [act, text, look] of [["drop", "Enter", "button"], ["nextFit", "n", "button second"], ["escape", "Esc", "button second"]]) {
      const button = element("button", look, this.board.root.dataset[`${act}Word`] ?? text);
      button.type = "button";
      button.dataset.act = act;
      acts.append(button);
    }
    parts.push(acts);
    if (!verdict) parts.push(element("p", "verdict", words.judging));
    else parts.push(...this.#verdict(verdict));
    if (this.board.moving.found) parts.push(this.#room(this.board.moving.found));
    this.board.root.querySelector(".board-teach").hidden = true;
    this.place.hidden = false;
    this.place.replaceChildren(...parts);
  }

  #verdict(verdict) {
    const { words } = this.board;
    if (verdict.fine) {
      const text = verdict.mended ? fill(words.mends, { number: verdict.mended }) : words.fine;
      const parts = [element("p", "verdict fine", `✓ ${text}`)];
      if (verdict.others) parts.push(element("p", "", verdict.others));
      return parts;
    }
    const list = element("ul", "findings");
    for (const { code, text } of verdict.broken ?? []) list.append(finding(code, text, "error"));
    const parts = [element("p", "verdict broken", `✕ ${words.breaks}`), list];
    if (verdict.more) parts.push(element("p", "aside", fill(words.more, { number: verdict.more })));
    return parts;
  }

  #room(found) {
    const { words } = this.board;
    return element("p", "aside fits", found.fits.length ? words.fits : words.fitsNowhere);
  }

  // Why something stays where it was.
  refused(hand, verdict) {
    this.show(hand.n);
    const { words } = this.board;
    if (!verdict?.broken?.length) return;
    this.place.append(element("p", "verdict broken", `✕ ${words.stays}`));
    const list = element("ul", "findings");
    for (const { code, text } of verdict.broken) list.append(finding(code, text, "error"));
    this.place.append(list);
  }

  focus() {
    this.place.querySelector("h2")?.focus();
  }

  openRecord() {
    if (this.n >= 0) location.assign(this.board.asking.address("record", this.board.model.key[this.n]));
  }
}

export function element(name, look = "", text = "") {
  const made = document.createElement(name);
  if (look) made.className = look;
  if (text) made.textContent = text;
  return made;
}

function fact(list, title, text) {
  if (!text) return;
  const row = element("div");
  row.append(element("dt", "", title), element("dd", "", text));
  list.append(row);
}

function finding(code, text, severity) {
  const item = element("li", severity);
  item.append(element("span", "code", code), element("span", "", text));
  return item;
}
