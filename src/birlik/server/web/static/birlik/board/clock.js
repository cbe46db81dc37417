// Times on the board: minutes after the epoch, shown by the clock of the exercise.

const DAY = 1440;

// Distances between two marks of the axis, in minutes, from fine to coarse.
const STEPS = [15, 30, 60, 120, 180, 360, 720, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY];

export class Clock {
  #offsets;
  #months;
  #weekdays;
  #cache = new Map();

  // Names of twelve months, and of seven weekdays from Sunday on: browsers lack some of the languages.
  constructor(offsets, { months, weekdays }) {
    this.#offsets = offsets;
    this.#months = months;
    this.#weekdays = weekdays;
  }

  // Minutes by which the clock is ahead of UTC.
  offset(minute) {
    let found = this.#offsets[0]?.[1] ?? 0;
    for (const [from, offset] of this.#offsets) {
      if (from > minute) break;
      found = offset;
    }
    return found;
  }

  local(minute) {
    return minute + this.offset(minute);
  }

  time(minute) {
    const local = ((this.local(minute) % DAY) + DAY) % DAY;
    return `${String(Math.floor(local / 60)).padStart(2, "0")}:${String(local % 60).padStart(2, "0")}`;
  }

  day(minute) {
    const number = Math.floor(this.local(minute) / DAY);
    let text = this.#cache.get(number);
    if (!text) {
      const date = new Date(number * DAY * 60_000);
      const month = this.#months[date.getUTCMonth()];
      text = `${this.#weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${month}`;
      this.#cache.set(number, text);
    }
    return text;
  }

  moment(minute) {
    return `${this.day(minute)} ${this.time(minute)}`;
  }

  // From and to, the day named once if it is the same.
  stretch(begins, ends) {
    const same = this.day(begins) === this.day(ends);
    return `${this.moment(begins)}–${same ? this.time(ends) : this.moment(ends)}`;
  }

  // Marks of the axis between two minutes that are no nearer to one another than so many pixels.
  marks(from, to, scale, least) {
    const step = STEPS.find((each) => each * scale >= least) ?? STEPS.at(-1);
    const found = [];
    const local = this.local(from);
    // Weeks begin on Monday: the epoch was a Thursday.
    const shift = step >= 7 * DAY ? 4 * DAY : 0;
    let at = Math.floor((local - shift) / step) * step + shift - this.offset(from);
    for (; at <= to; at += step) {
      // Whatever the clock does, marks stay on its full hours and days.
      const drift = this.offset(at) - this.offset(from);
      const minute = step > 60 ? at - drift : at;
      if (minute >= from - step) found.push(minute);
    }
    return { step, minutes: found };
  }
}
