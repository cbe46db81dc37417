// Who is where and what is shut at a moment, from the content of the map. Times are minutes since 1970.

import { say } from "./words.js";

export class Moments {
  constructor(content) {
    this.content = content;
    this.byUnit = content.units.map(() => []);
    content.entries.forEach((entry, number) => {
      for (const unit of entry.units) this.byUnit[unit].push(number);
    });
    for (const list of this.byUnit) list.sort((a, b) => content.entries[a].begins - content.entries[b].begins);
  }

  // The state of everything at a moment.
  at(minute) {
    const { areas, units, entries } = this.content;
    const found = {
      minute,
      units: units.map((unit, number) => this.#unit(unit, number, minute)),
      areas: areas.map((area) => {
        const closed = area.shut.find(([from, until]) => from <= minute && minute < until);
        return { state: closed ? "closed" : "free", by: null, until: closed?.[1] };
      }),
      dangers: [],
    };
    for (const entry of entries) {
      const runs = entry.begins <= minute && minute < entry.ends;
      if (entry.from <= minute && minute < entry.until) {
        const state = "serial" in entry ? "occupied" : "reserved";
        for (const area of entry.areas) set(found.areas[area], state, entry, entry.until);
      }
      if (!runs) continue;
      for (const area of entry.shut ?? []) set(found.areas[area], "danger", entry, entry.ends);
      if (entry.danger !== undefined) found.dangers.push(entry);
    }
    return found;
  }

  // A unit is where its serial is, else where it was last; before its first serial nobody knows.
  #unit(unit, number, minute) {
    if (unit.arrives !== null && minute < unit.arrives) return { state: "not_arrived" };
    if (unit.departs !== null && minute >= unit.departs) return { state: "departed" };
    let last = null;
    for (const place of this.byUnit[number]) {
      const entry = this.content.entries[place];
      if (entry.begins > minute) break;
      if (minute < entry.ends) {
        if (!("serial" in entry)) return { state: "reserved", entry };
        return { state: "in", entry, area: entry.areas[0] };
      }
      if (entry.areas.length && "serial" in entry) last = entry;
    }
    return last ? { state: "last", entry: last, area: last.areas[0] } : { state: "unplaced" };
  }

  // The light at a moment: day, dawn, dusk or night; empty if nobody knows.
  light(minute) {
    let now = "";
    for (const [from, light] of this.content.light) {
      if (from > minute) break;
      now = light;
    }
    return now;
  }
}

// What shuts an area most of all: a closure, then danger, then what is reserved, then a serial in it.
const RANK = { free: 0, occupied: 1, reserved: 2, danger: 3, closed: 4 };

function set(area, state, by, until) {
  if (RANK[state] <= RANK[area.state]) return;
  area.state = state;
  area.by = by;
  area.until = until;
}

// Clocks: a minute by the exercise's zone and as a date-time group in Zulu.
export class Clock {
  constructor({ offsets }, { weekdays, months }) {
    this.offsets = offsets;
    this.weekdays = weekdays; // Sunday first; browsers lack some of the languages
    this.months = months;
  }

  offset(minute) {
    let now = 0;
    for (const [from, offset] of this.offsets) {
      if (from > minute) break;
      now = offset;
    }
    return now;
  }

  #local(minute) {
    return new Date((minute + this.offset(minute)) * 60_000);
  }

  // Minutes after midnight, by the zone.
  ofDay(minute) {
    return (((minute + this.offset(minute)) % 1440) + 1440) % 1440;
  }

  time(minute) {
    return this.#local(minute).toISOString().slice(11, 16);
  }

  day(minute) {
    return say("weekday", { weekday: this.weekdays[this.#local(minute).getUTCDay()], date: this.shortDay(minute) });
  }

  shortDay(minute) {
    const at = this.#local(minute);
    return say("date", { day: at.getUTCDate(), month: this.months[at.getUTCMonth()] });
  }

  group(minute) {
    const iso = new Date(minute * 60_000).toISOString();
    const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    return `${iso.slice(8, 10)}${iso.slice(11, 13)}${iso.slice(14, 16)}Z${months[Number(iso.slice(5, 7)) - 1]}${iso.slice(2, 4)}`;
  }

  // Each day's first minute within a span.
  days([begins, ends]) {
    const found = [];
    let at = begins;
    while (at < ends && found.length < 500) {
      found.push(at);
      let next = at - this.ofDay(at) + 1440;
      next -= this.offset(next) - this.offset(at); // a day on which clocks are changed
      at = next > at ? next : at + 1440;
    }
    return found;
  }
}
