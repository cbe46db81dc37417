// Follows an exercise while a page is open: who is here, whether the line is up, and what changed.
//
// A part of the page that is to be brought up to date has an id and data-live-region with the kinds of record that
// it shows ("serials placed reserved"; empty for all). It is taken from the page loaded anew, so that everything is
// written by the server; records in it have data-record. A part in which somebody types is left alone, but parts of it
// that are such parts themselves are not. Other scripts hear of the document's event "birlik:change",
// and prevent its default if they have shown the change themselves; of "birlik:presence", who is here; and say with
// "birlik:place" at which record of the page somebody looks now.

const HIDDEN = 60_000; // a window that nobody sees for so long gives its connection to others
const LOST = 3_000; // a break that is over sooner is not worth a word
const LONGEST = 30_000; // between two attempts
const SPREAD = 1_200; // not all readers load their page at the same moment
const SOON = 250; // where people wait for one another: a page with data-live-soon
const MARGIN = 10_000; // a ticket that is good for less is not used again
const MARKED = 4_000; // how long a changed record stays marked

export class Following {
  #aside;
  #since;
  #source = null;
  #ticket = null;
  #pause = 1_000;
  #timers = {};
  #present = () => [];
  #touched = { kinds: new Set(), records: new Set() };

  constructor(aside) {
    this.#aside = aside;
    this.#since = aside.dataset.since;
    addEventListener("pagehide", () => this.#close());
    addEventListener("pageshow", (event) => event.persisted && this.#open());
    document.addEventListener("visibilitychange", () => this.#look());
    document.addEventListener("birlik:place", (event) => this.#move(event.detail));
    this.#open();
  }

  async #open() {
    if (this.#source) return;
    const turn = (this.#source = { close() {} });
    if (!(this.#ticket?.until * 1_000 - Date.now() > MARGIN)) {
      let answer;
      try {
        answer = await fetch(this.#aside.dataset.tickets, { headers: { Accept: "application/json" }, redirect: "manual" });
      } catch {
        return this.#source === turn && this.#again();
      }
      // The window may have been left meanwhile.
      if (this.#source !== turn) return;
      if (!answer.ok) return answer.status >= 500 || answer.status === 429 ? this.#again() : this.#ended();
      this.#ticket = await answer.json();
      if (this.#source !== turn) return;
    }
    const address = new URL(this.#ticket.stream, location);
    for (const name of ["kind", "record"]) {
      if (this.#aside.dataset[name]) address.searchParams.set(name, this.#aside.dataset[name]);
    }
    if (this.#since) address.searchParams.set("since", this.#since);
    const source = (this.#source = new EventSource(address));
    source.addEventListener("open", () => this.#up());
    source.addEventListener("error", () => {
      this.#down();
      this.#ticket = null;
      // A ticket opens nothing after a minute: another is asked for.
      if (source.readyState === EventSource.CLOSED) this.#again();
    });
    source.addEventListener("ready", (event) => this.#seen(event));
    source.addEventListener("change", (event) => this.#changed(event));
    source.addEventListener("reset", (event) => this.#reset(event));
    source.addEventListener("presence", (event) => this.#people(JSON.parse(event.data)));
  }

  // Somebody looks at another record of the page: others are told where he is.
  #move({ kind, record }) {
    const { dataset } = this.#aside;
    if (dataset.kind === kind && dataset.record === record) return;
    Object.assign(dataset, { kind, record });
    if (this.#source?.readyState === undefined) return;
    this.#close();
    this.#open();
  }

  #close() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timers.again);
  }

  #again() {
    this.#close();
    this.#down();
    this.#timers.again = setTimeout(() => this.#open(), this.#pause * (0.5 + Math.random()));
    this.#pause = Math.min(2 * this.#pause, LONGEST);
  }

  #look() {
    clearTimeout(this.#timers.hidden);
    if (document.hidden) this.#timers.hidden = setTimeout(() => this.#close(), HIDDEN);
    else this.#open();
  }

  #up() {
    this.#pause = 1_000;
    clearTimeout(this.#timers.lost);
    this.#timers.lost = undefined;
    this.#aside.classList.remove("lost");
    if (this.#aside.dataset.state === "lost") this.#say("");
  }

  #down() {
    this.#timers.lost ??= setTimeout(() => {
      this.#aside.classList.add("lost");
      this.#say(this.#aside.dataset.lost, "lost");
    }, LOST);
  }

  #ended() {
    clearTimeout(this.#timers.lost);
    this.#aside.classList.add("lost");
    this.#say(this.#aside.dataset.ended, "ended", true);
  }

  #say(text, state = "", reload = false) {
    const place = this.#aside.querySelector(".live-state");
    this.#aside.hidden = false;
    this.#aside.dataset.state = state;
    place.replaceChildren(text);
    if (reload) {
      const button = document.createElement("button");
      button.className = "quiet";
      button.textContent = this.#aside.dataset.reload;
      button.addEventListener("click", () => location.reload());
      place.append(button);
    }
  }

  #seen(event) {
    if (event.lastEventId) this.#since = event.lastEventId;
  }

  #changed(event) {
    this.#seen(event);
    const change = JSON.parse(event.data);
    const mine = new CustomEvent("birlik:change", { detail: change, cancelable: true });
    if (!document.dispatchEvent(mine)) return;
    for (const kind of kindsOf(change)) this.#touched.kinds.add(kind);
    for (const { key } of [...(change.added ?? []), ...(change.changed ?? [])]) this.#touched.records.add(key);
    this.#soon();
  }

  #reset(event) {
    this.#seen(event);
    const mine = new CustomEvent("birlik:reset", { detail: JSON.parse(event.data), cancelable: true });
    if (!document.dispatchEvent(mine)) return;
    this.#touched.kinds.add("*");
    this.#soon();
  }

  #soon() {
    const spread = document.querySelector("[data-live-soon]") ? SOON : SPREAD;
    this.#timers.refresh ??= setTimeout(() => this.#refresh(), Math.random() * spread);
  }

  async #refresh() {
    this.#timers.refresh = undefined;
    const { kinds, records } = this.#touched;
    this.#touched = { kinds: new Set(), records: new Set() };
    const shown = () => outermost(document).filter((region) => shows(region, kinds));
    if (!shown().length) return;
    let fresh;
    try {
      const answer = await fetch(location, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return this.#say(this.#aside.dataset.stale, "stale", true);
    }
    // Somebody may have brought the page up to date meanwhile.
    const left = shown().filter((region) => !brought(region, fresh.getElementById(region.id), records));
    this.#place();
    if (left.length) this.#say(this.#aside.dataset.stale, "stale", true);
  }

  #people({ people, more }) {
    document.dispatchEvent(new CustomEvent("birlik:presence", { detail: { people, more } }));
    const { account, record, here, nobody, looks } = this.#aside.dataset;
    const others = people.filter((person) => person.account !== account);
    const names = others.slice(0, 3).map((person) => person.name).join(", ");
    const rest = others.length - Math.min(others.length, 3) + more;
    const text = rest ? this.#aside.dataset.more.replace("{people}", names).replace("{number}", rest) : names;
    // Where nobody else is and nothing is wrong, nothing lies over the page.
    this.#aside.hidden = !others.length && !more && !this.#aside.dataset.state;
    const list = this.#aside.querySelector(".live-people");
    list.querySelector("summary").textContent = others.length ? here.replace("{people}", text) : nobody;
    const named = (person) => {
      const item = document.createElement("li");
      const name = document.createElement("b");
      name.textContent = person.name;
      const same = record && person.at.some((place) => place.record === record);
      item.append(name, ` ${person.nation}, ${person.role}${same ? `, ${looks}` : ""}`);
      return item;
    };
    list.querySelector("ul").replaceChildren(...others.map(named));
    this.#present = others.length ? () => others.map(named) : () => [];
    this.#place();
  }

  // A list on the page itself that says who is here.
  #place() {
    for (const list of document.querySelectorAll("[data-live-here]")) {
      const items = this.#present();
      if (!items.length) {
        items.push(document.createElement("li"));
        items[0].textContent = list.dataset.nobody;
      }
      list.replaceChildren(...items);
    }
  }
}

// The kinds of record that a change touches, "placed" and "reserved" for the timetable, "baselines" and "concurrences".
export function kindsOf(change) {
  const kinds = new Set(Object.keys(change.order ?? {}));
  for (const part of ["added", "changed", "removed"]) for (const { kind } of change[part] ?? []) kinds.add(kind);
  if (change.placed || change.unplaced) kinds.add("placed");
  if (change.reserved) kinds.add("reserved");
  if (change.named) kinds.add("baselines");
  if (change.signed) kinds.add("concurrences");
  return kinds;
}

function shows(region, kinds) {
  const shown = region.dataset.liveRegion.split(/\s+/).filter(Boolean);
  return !shown.length || kinds.has("*") || shown.some((kind) => kinds.has(kind));
}

// The parts that a page, or a part of it, is made of and that are brought up to date.
function outermost(place) {
  const every = [...place.querySelectorAll("[data-live-region][id]")];
  return every.filter((region) => !every.some((other) => other !== region && other.contains(region)));
}

// Whether a part of the page is as the page loaded anew has it; as much of it as nobody types in is made so.
function brought(region, other, records) {
  if (!other) return false;
  if (plain(region) === plain(other)) return true;
  if (!inUse(region)) {
    replace(region, other, records);
    return true;
  }
  const parts = outermost(region);
  const same = parts.length > 0 && plain(region, true) === plain(other, true);
  const left = parts.filter((part) => !brought(part, other.querySelector(`#${CSS.escape(part.id)}`), records));
  return same && !left.length;
}

// A part as it is written, without what differs each time, what somebody opened, and perhaps without its own parts.
function plain(region, hollow = false) {
  const copy = region.cloneNode(true);
  for (const list of copy.querySelectorAll("[data-live-here]")) list.replaceChildren();
  for (const token of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) token.remove();
  for (const details of copy.querySelectorAll("details[id]")) details.removeAttribute("open");
  for (const marked of copy.querySelectorAll(".live-changed")) marked.classList.remove("live-changed");
  if (hollow) for (const part of outermost(copy)) part.replaceChildren();
  return copy.innerHTML;
}

// Whether somebody types in a part of the page, or has: nothing of that may be lost.
function inUse(region) {
  for (const field of region.querySelectorAll("input, textarea, select")) {
    if (field === document.activeElement && field.type !== "hidden") return true;
    if (field.matches("[type=checkbox], [type=radio]") && field.checked !== field.defaultChecked) return true;
    if (field.matches("select")) {
      const options = [...field.options];
      const chosen = options.filter((option) => option.defaultSelected);
      if (chosen.length && options.some((option) => option.selected !== option.defaultSelected)) return true;
    } else if (!field.matches("[type=checkbox], [type=radio], [type=hidden]") && field.value !== field.defaultValue) {
      return true;
    }
  }
  return false;
}

function replace(region, other, records) {
  const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
  const open = new Map([...region.querySelectorAll("details[id]")].map((details) => [details.id, details.open]));
  region.replaceChildren(...document.adoptNode(other).childNodes);
  for (const details of region.querySelectorAll("details[id]")) {
    if (open.has(details.id)) details.open = open.get(details.id);
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  for (const element of region.querySelectorAll("[data-record]")) {
    if (!records.has(element.dataset.record)) continue;
    element.classList.add("live-changed");
    setTimeout(() => element.classList.remove("live-changed"), MARKED);
  }
}

for (const aside of document.querySelectorAll("[data-live]")) new Following(aside);
