// The timeline's axis: days, hours down to quarters, phases and the light.

const STEPS = [15, 30, 60, 120, 180, 360, 720, DAY];
const LEAST_TICK = 46; // px between two times that are written out

function tickStep(scale) {
  return STEPS.find((step) => step * scale >= LEAST_TICK) || Infinity;
}

// Days that touch a stretch: the number of each, and from when to when.
function daysBetween(from, until) {
  const days = [];
  for (let day = dayNumber(from); ; day++) {
    const begins = midnight(day);
    if (begins >= until) return days;
    days.push({ day, begins, ends: midnight(day + 1) });
  }
}

function dayLabel(begins, width) {
  if (width >= 170) return dayText(begins, "long");
  if (width >= 92) return dayText(begins);
  if (width >= 46) return dayText(begins, "brief");
  return width >= 18 || wall(begins).getUTCDay() === 1 ? dayText(begins, "number") : "";
}

// Times of the day at which a line is drawn, and their texts; midnight is the day's own line.
function ticksBetween(from, until, scale) {
  const step = tickStep(scale);
  const ticks = [];
  if (step === Infinity) return ticks;
  for (const { begins, ends } of daysBetween(from, until)) {
    for (let after = begins + step; after < ends; after += step) {
      const minute = after + offsetAt(begins) - offsetAt(after); // where the clocks change, by the wall clock
      if (minute > from && minute < until) ticks.push(minute);
    }
  }
  return ticks;
}

// Rows of phases that do not overlap within a row.
const PHASES = CONTENT.phases.map((phase) => ({
  entry: { from: phase.begins, until: phase.ends, begins: phase.begins, ends: phase.ends, place: 0 },
  phase,
}));
const PHASE_ROWS = PHASES.length ? packed(PHASES, "areas") : 0;
const PHASE_HEIGHT = 18;

// Draws days, times, phases and light for the minutes in sight into an axis; `x` gives the place of a minute.
function axisDrawer(axis) {
  const days = keeper(axis.days);
  const times = keeper(axis.times);
  const light = keeper(axis.light);
  const phases = keeper(axis.phases);
  return {
    draw(from, until, scale, x) {
      for (const { day, begins, ends } of daysBetween(from, until)) {
        const node = days.keep(day, () =>
          element("div", { class: "day" }, element("span", { class: "day-name" })),
        );
        const width = (ends - begins) * scale;
        node.style.left = `${x(begins)}px`;
        node.style.width = `${width}px`;
        node.firstChild.textContent = dayLabel(begins, width);
      }
      days.done();
      for (const minute of ticksBetween(from, until, scale)) {
        const node = times.keep(minute, () => element("span", { class: "time" }));
        node.style.left = `${x(minute)}px`;
        node.textContent = clockText(minute);
      }
      times.done();
      for (const [begins, ends, now] of lightBetween(from, until)) {
        const node = light.keep(`${begins}${now}`, () => element("i", { class: `light-${now}` }));
        node.style.left = `${x(begins)}px`;
        node.style.width = `${(ends - begins) * scale}px`;
      }
      light.done();
      for (const bar of PHASES) {
        const node = phases.keep(bar.phase.id, () =>
          element(
            "div",
            { class: "phase", title: titled(bar.phase) },
            element("span", {}, element("b", { text: bar.phase.id }), ` ${bar.phase.title}`),
          ),
        );
        node.style.left = `${x(bar.phase.begins)}px`;
        node.style.width = `${(bar.phase.ends - bar.phase.begins) * scale}px`;
        node.style.top = `${bar.row * PHASE_HEIGHT}px`;
      }
      phases.done();
    },
    forget() {
      for (const part of [days, times, light, phases]) part.clear();
    },
  };
}
