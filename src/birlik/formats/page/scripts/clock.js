// Times as the reader wants them: in the exercise's zone, his own, Zulu, or that of a nation.

const DAY = 1440;
const LETTERS = { 0: "Z" };
"ABCDEFGHIKLM".split("").forEach((letter, place) => (LETTERS[place + 1] = letter));
"NOPQRSTUVWXY".split("").forEach((letter, place) => (LETTERS[-place - 1] = letter));

const clock = { zone: "exercise", groups: false };

// Zones that can be chosen: a key and what it is called.
function zoneChoices() {
  const choices = [
    ["exercise", say("zoneExercise", { zone: CONTENT.zone })],
    ["own", say("zoneOwn", { zone: ownZone() })],
    ["zulu", say("zoneZulu")],
  ];
  for (const nation of NATIONS) {
    if (nation.zone)
      choices.push([`nation:${nation.id}`, say("zoneNation", { nation: nation.id, zone: nation.zone })]);
  }
  return choices;
}

function ownZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || say("zoneOwnUnknown");
}

function offsetIn(zone, minute) {
  const changes = CONTENT.zones[zone];
  let offset = changes[0][1];
  for (const [from, then] of changes) if (from <= minute) offset = then;
  return offset;
}

// Minutes from UTC at a minute, for a zone's key.
function offsetOf(key, minute) {
  if (key === "zulu") return 0;
  if (key === "own") return -new Date(minute * 60000).getTimezoneOffset();
  if (key.startsWith("nation:")) {
    const nation = NATIONS[NATION_OF.get(key.slice(7))];
    if (nation && nation.zone) return offsetIn(nation.zone, minute);
  }
  return offsetIn(CONTENT.zone, minute);
}

const offsetAt = (minute) => offsetOf(clock.zone, minute);

// Date whose UTC parts are those of the wall clock.
function wall(minute, key) {
  return new Date((minute + (key ? offsetOf(key, minute) : offsetAt(minute))) * 60000);
}

const two = (value) => String(value).padStart(2, "0");
const weekday = (date, form) => CONTENT.words[form || "weekdaysShort"].split(" ")[date.getUTCDay()];
const month = (date, form) => CONTENT.words[form || "months"].split(" ")[date.getUTCMonth()];

function clockText(minute, key) {
  const date = wall(minute, key);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

// Day of a minute: "Tue 9 July"; longer or shorter by form.
function dayText(minute, form, key) {
  const date = wall(minute, key);
  const day = date.getUTCDate();
  if (form === "full")
    return say("dayFull", {
      weekday: weekday(date, "weekdays"),
      day: String(day),
      month: month(date),
      year: String(date.getUTCFullYear()),
    });
  if (form === "long")
    return say("dayLong", { weekday: weekday(date, "weekdays"), day: String(day), month: month(date) });
  if (form === "brief") return say("dayBrief", { weekday: weekday(date), day: String(day) });
  if (form === "number") return String(day);
  return say("dayShort", { weekday: weekday(date), day: String(day), month: month(date, "monthsShort") });
}

const GROUP_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");

// Day with time, and letter with month and year, of a date-time group; in Zulu where the zone has no letter.
function groupParts(minute) {
  const offset = offsetAt(minute);
  const letter = offset % 60 === 0 ? LETTERS[offset / 60] : undefined;
  const date = letter === undefined ? wall(minute, "zulu") : wall(minute);
  return [
    two(date.getUTCDate()) + two(date.getUTCHours()) + two(date.getUTCMinutes()),
    (letter === undefined ? "Z" : letter) +
      GROUP_MONTHS[date.getUTCMonth()] +
      two(date.getUTCFullYear() % 100),
  ];
}

// Date-time group, as 091430EJUL24.
const groupText = (minute) => groupParts(minute).join("");

// Two date-time groups as one: 091430–101600EJUL24.
function groupsText(begins, ends) {
  const [from, until] = [groupParts(begins), groupParts(ends)];
  return from[1] === until[1] ? `${from[0]}–${until.join("")}` : `${from.join("")}–${until.join("")}`;
}

// A moment on its own: "Tue 9 Jul 14:30", or its date-time group.
function momentText(minute) {
  return clock.groups ? groupText(minute) : `${dayText(minute)} ${clockText(minute)}`;
}

const dayNumber = (minute, key) =>
  Math.floor((minute + (key ? offsetOf(key, minute) : offsetAt(minute))) / DAY);

// How many days later something ends than it begins: " +1", or nothing.
function laterText(begins, ends, key) {
  const later = dayNumber(ends, key) - dayNumber(begins, key);
  return later ? ` +${later}` : "";
}

// From when to when: "08:00–10:30", with "+1" if it ends on a later day.
function stretchText(begins, ends) {
  if (clock.groups) return groupsText(begins, ends);
  return `${clockText(begins)}–${clockText(ends)}${laterText(begins, ends)}`;
}

// Minute at which a day of the chosen zone begins.
function midnight(day) {
  let minute = day * DAY - offsetAt(day * DAY);
  minute = day * DAY - offsetAt(minute);
  return minute;
}

// What the light is at a minute: day, dawn, dusk, night, or nothing if nobody knows.
function lightAt(minute) {
  let light = "";
  for (const [from, now] of CONTENT.light) {
    if (from > minute) break;
    light = now;
  }
  return light;
}

// Stretches of light between two minutes: [begin, end, light].
function lightBetween(begin, end) {
  const found = [];
  CONTENT.light.forEach(([from, light], place) => {
    const until = place + 1 < CONTENT.light.length ? CONTENT.light[place + 1][0] : Infinity;
    if (until > begin && from < end) found.push([Math.max(from, begin), Math.min(until, end), light]);
  });
  return found;
}
