// The list twin of the map: what is shut, what is in use and who is where at the moment, for keyboards and readers.

import { element, say } from "./words.js";

const MOST = 60; // lines of one part; the rest is counted

export class List {
  #root = document.getElementById("map-list-content");
  #card = document.getElementById("map-card");
  #chosen;
  #setup;
  #text = "";

  constructor(setup, chosen) {
    this.#setup = setup;
    this.#chosen = chosen;
  }

  show(content, clock) {
    this.content = content;
    this.clock = clock;
    this.#text = "";
  }

  draw(moment) {
    this.moment = moment;
    const shut = [];
    const busy = [];
    moment.areas.forEach(({ state }, number) => {
      if (state === "occupied") busy.push(number);
      else if (state !== "free") shut.push(number);
    });
    // What is shut by somebody comes before what is shut by its hours, as every night.
    shut.sort((a, b) => (moment.areas[a].state === "closed") - (moment.areas[b].state === "closed"));
    const taking = new Map();
    const others = [];
    moment.units.forEach(({ state, area }, number) => {
      if (state === "in" && area !== undefined) taking.set(area, [...(taking.get(area) ?? []), number]);
      else others.push(number);
    });
    const parts = [
      [say("shut"), shut.map((number) => this.#areaLine(number)), say("none_shut")],
      [say("busy"), busy.map((number) => this.#areaLine(number, taking.get(number) ?? [])), say("none_busy")],
      [say("others", { number: others.length }), others.map((number) => this.#unitLine(number)), ""],
    ];
    // Where nothing changed, nothing is made anew: a focus stays.
    const text = JSON.stringify(parts.map(([title, lines]) => [title, lines.map((line) => [line.name, line.said, line.units?.length])]));
    if (text === this.#text) return;
    this.#text = text;
    const focused = document.activeElement?.dataset?.shows;
    const open = new Set([...this.#root.querySelectorAll("details")].filter((each) => each.open).map((each) => each.dataset.part));
    const first = !this.#root.childElementCount;
    this.#root.replaceChildren(
      ...parts.map(([title, lines, none], part) => {
        const items = lines.slice(0, MOST).map((line) => this.#item(line));
        if (lines.length > MOST) items.push(element("li", { className: "aside", textContent: `+ ${lines.length - MOST}` }));
        const list = items.length ? element("ul", {}, ...items) : element("p", { className: "aside", textContent: none });
        const details = element("details", { open: first ? part < 2 : open.has(String(part)) });
        details.dataset.part = part;
        details.append(element("summary", { textContent: part < 2 ? `${title} (${lines.length})` : title }), list);
        return details;
      }),
    );
    if (focused) this.#root.querySelector(`[data-shows="${focused}"]`)?.focus({ preventScroll: true });
  }

  #areaLine(number, units = []) {
    const area = this.content.areas[number];
    return { shows: `area ${number}`, id: area.id, name: `${area.id} ${area.title}`.trim(), said: this.#areaState(number), units };
  }

  #unitLine(number) {
    const unit = this.content.units[number];
    return { shows: `unit ${number}`, id: unit.id, name: `${unit.id} ${unit.title}`.trim(), said: this.#unitState(number) };
  }

  #item({ shows, name, said, units = [] }) {
    const button = element("button", { type: "button", className: "quiet map-line", textContent: name });
    button.dataset.shows = shows;
    const [kind, number] = shows.split(" ");
    button.addEventListener("click", () => this.#chosen({ [kind]: Number(number) }));
    const item = element("li", {}, button, element("span", { className: "aside", textContent: said }));
    if (units.length) {
      const names = units.map((each) => this.content.units[each].id || this.content.units[each].title);
      item.append(element("span", { className: "map-units", textContent: names.join(", ") }));
    }
    return item;
  }

  #areaState(number) {
    const { state, by, until } = this.moment.areas[number];
    const said = say(state, { serial: by ? `${by.id ?? ""} ${by.title ?? ""}`.trim() : "" });
    if (until === undefined) return said;
    const time = this.clock.time(until);
    const day = this.clock.day(until);
    const far = day !== this.clock.day(this.moment.minute);
    return `${said}, ${say("until", { time: far ? say("moment", { day, time }) : time })}`;
  }

  #unitState(number) {
    const { state, entry, area } = this.moment.units[number];
    if (state === "in") {
      const at = area !== undefined ? `${this.content.areas[area].id}, ` : "";
      return `${at}${say("in_serial", { serial: `${entry.id} ${entry.title}`.trim() })}`;
    }
    if (state === "last") return say("last_at", { area: this.content.areas[area].id });
    return say(state);
  }

  // What was chosen on the map or in the list, in full.
  tell(chosen) {
    this.chosen = chosen;
    const card = this.#card;
    card.hidden = !chosen;
    if (!chosen) return;
    if (chosen.units) {
      const lines = chosen.units.slice(0, MOST).map((number) => this.#item(this.#unitLine(number)));
      card.replaceChildren(
        element("h2", { textContent: say("together", { number: chosen.units.length }) }),
        element("ul", { className: "map-lines" }, ...lines),
      );
      return;
    }
    const ofArea = chosen.area !== undefined;
    const record = ofArea ? this.content.areas[chosen.area] : this.content.units[chosen.unit];
    const facts = ofArea
      ? [say(`kind_${record.kind || "none"}`), record.site, this.#areaState(chosen.area)]
      : [
          record.nation,
          record.kind,
          record.people ? say("people", { number: record.people }) : "",
          this.#unitState(chosen.unit),
        ];
    const address = (ofArea ? this.#setup.record : this.#setup.unit).replace("KEY", record.key);
    const link = element("a", { href: address, textContent: say("open_record") });
    const links = element("p", { className: "actions" }, link);
    const { by } = ofArea ? this.moment.areas[chosen.area] : { by: this.moment.units[chosen.unit].entry };
    if (by?.serial) {
      links.append(element("a", { href: this.#setup.serial.replace("KEY", by.serial), textContent: by.id || by.title }));
    }
    card.replaceChildren(
      element("h2", { textContent: `${record.id} ${record.title}`.trim() }),
      element("p", { textContent: facts.filter(Boolean).join(" · ") }),
      element("p", { className: "aside", textContent: record.marking }),
      links,
    );
  }
}
