// What the board shows: serials in typed arrays, filtered, and laid out in lanes.

export const MANDATORY = 1;
export const FIXED = 2;
export const BEGUN = 4;
export const OWN = 8;

export const NEVER = -(2 ** 31);

export class Model {
  constructor(data, words) {
    this.words = words;
    this.findings = {};
    this.take(data);
  }

  take(data) {
    this.data = data;
    const serials = data.serials;
    this.count = serials.key.length;
    this.key = serials.key;
    this.id = serials.id;
    this.title = serials.title;
    this.kind = serials.kind;
    this.begins = Int32Array.from(serials.begins, (at) => at ?? NEVER);
    this.length = Int32Array.from(serials.length);
    this.setup = Int32Array.from(serials.setup);
    this.clearup = Int32Array.from(serials.clearup);
    this.flags = Uint8Array.from(serials.flags);
    this.priority = Uint8Array.from(serials.priority);
    this.areas = serials.areas;
    this.units = serials.units;
    this.nations = serials.nations;
    this.objectives = serials.objectives;
    this.phase = serials.phase;
    this.byKey = new Map(this.key.map((key, n) => [key, n]));
    this.byId = new Map(this.id.map((id, n) => [id, n]).reverse());
    this.kinds = [...new Set(this.kind.filter(Boolean))].sort();
    this.kindNumber = Uint16Array.from(this.kind, (kind) => this.kinds.indexOf(kind) + 1);
    const nations = [...new Set([...data.nations, ...this.nations.flat()])];
    this.nationNames = nations;
    this.nationNumber = Uint16Array.from(this.nations, (each) => nations.indexOf(each[0]) + 1);
    this.areaNumber = new Map(data.areas.map(([id], n) => [id, n]));
    this.unitNumber = new Map(data.units.map(([id], n) => [id, n]));
    this.search = this.id.map((id, n) => this.#text(n, id));
    this.shown = new Uint8Array(this.count).fill(1);
  }

  #text(n, id) {
    const { areas, units } = this.data;
    const names = [...this.areas[n].map((a) => areas[a]), ...this.units[n].map((u) => units[u])].flat();
    return [id, this.title[n], this.kind[n], ...this.nations[n], ...names].join(" ").toLocaleLowerCase();
  }

  placed(n) {
    return this.begins[n] !== NEVER;
  }

  ends(n) {
    return this.begins[n] + this.length[n];
  }

  found(n) {
    return this.findings[this.key[n]] ?? [];
  }

  // Whether a serial has a finding that is no mere note.
  wrong(n) {
    return this.found(n).some(([, , severity]) => severity !== "note");
  }

  // Take a serial's new place, as the stream tells it.
  place(n, begins, ends, areas, units) {
    this.begins[n] = begins;
    if (begins !== NEVER) this.length[n] = ends - begins;
    if (areas) this.areas[n] = areas;
    if (units) this.units[n] = units;
  }

  filter({ text = "", nation = "", kind = "", phase = "", wrong = false }) {
    const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (let n = 0; n < this.count; n += 1) {
      const fits =
        (!nation || this.nations[n].includes(nation)) &&
        (!kind || this.kind[n] === kind) &&
        (phase === "" || this.phase[n] === Number(phase)) &&
        (!wrong || this.wrong(n)) &&
        words.every((word) => this.search[n].includes(word));
      this.shown[n] = fits ? 1 : 0;
      count += fits ? 1 : 0;
    }
    return count;
  }

  // Lanes of what is shown, with rows of bars that do not cover one another.
  lanes(by, some = false) {
    const lanes = this.#named(by);
    const lists = lanes.map(() => []);
    for (let n = 0; n < this.count; n += 1) {
      if (!this.shown[n] || !this.placed(n)) continue;
      const where = this.#lanesOf(by, n, lanes.length - 1);
      for (const lane of where) lists[lane].push(n);
    }
    const all = [];
    for (const [number, list] of lists.entries()) {
      const lane = lanes[number];
      const last = number === lanes.length - 1;
      // An empty area is worth a lane: something can be put there.
      if (!list.length && (last || some || by !== "area")) continue;
      all.push(this.#laid(lane, list, by === "area" && !last));
    }
    return all;
  }

  #named(by) {
    const { areas, units, objectives } = this.data;
    const lists = { area: areas, unit: units, objective: objectives, nation: this.nationNames.map((n) => [n, ""]) };
    const named = lists[by].map(([id, title], number) => ({ id, title, number }));
    return [...named, { id: this.words.none, title: "", number: -1 }];
  }

  #lanesOf(by, n, without) {
    const lists = { area: this.areas, unit: this.units, objective: this.objectives };
    const found =
      by === "nation" ? this.nations[n].map((each) => this.nationNames.indexOf(each)) : lists[by][n];
    return found.length ? found : [without];
  }

  #laid(lane, list, around) {
    list.sort((a, b) => this.begins[a] - this.begins[b] || this.length[b] - this.length[a]);
    const ends = [];
    const rows = new Uint16Array(list.length);
    let longest = 0;
    for (const [place, n] of list.entries()) {
      const from = this.begins[n] - (around ? this.setup[n] : 0);
      const to = this.ends(n) + (around ? this.clearup[n] : 0);
      let row = ends.findIndex((end) => end <= from);
      if (row < 0) row = ends.push(0) - 1;
      ends[row] = to;
      rows[place] = row;
      longest = Math.max(longest, to - from);
    }
    return { ...lane, serials: Int32Array.from(list), rows, count: Math.max(1, ends.length), longest };
  }
}
