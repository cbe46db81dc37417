// Which serials the reader asked for.

function words(text) {
  return text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
}

// Whether an entry fits the search and every filter. A reserved time says too little to be searched.
function fits(entry, wanted) {
  if (view.nation && !entry.nations.some((n) => NATIONS[n].id === view.nation)) return false;
  if (view.kind && !(entry.kind !== undefined && KINDS[entry.kind].name === view.kind)) return false;
  if (view.area && !entry.areas.some((a) => AREAS[a].id === view.area)) return false;
  return wanted.every((word) => entry.haystack.includes(word));
}

let found = null;

function forget() {
  found = null;
}

function search() {
  if (!found) {
    const wanted = words(view.text);
    found = {
      entries: ENTRIES.filter((entry) => fits(entry, wanted)),
      leftOut: LEFT_OUT.filter((entry) =>
        fits({ ...entry, nations: nationsAsked(entry), areas: areasAsked(entry) }, wanted),
      ),
    };
  }
  return found;
}

// A serial that was left out has no areas and units yet; what it asks for speaks for it.
function areasAsked(entry) {
  return AREAS.map((area, place) => place).filter((place) =>
    entry.haystack.includes(AREAS[place].id.toLocaleLowerCase()),
  );
}

function nationsAsked(entry) {
  return NATIONS.map((nation, place) => place).filter((place) =>
    entry.haystack.includes(NATIONS[place].id.toLocaleLowerCase()),
  );
}

const matching = () => search().entries;
const matchingLeftOut = () => search().leftOut;
const filtered = () => Boolean(view.text.trim() || view.nation || view.kind || view.area);

function clearFilters() {
  look({ text: "", nation: "", kind: "", area: "" });
}

listen("text nation kind area", forget);
