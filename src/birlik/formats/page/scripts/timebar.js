// The time bar: the moment that map and timeline show, how much runs when, and the play button.

const TICKS_A_SECOND = 8;
const SPEEDS = [30, 60, 180]; // minutes of the exercise in a second
const BINS = 480;

const timebar = { timer: 0, parts: {} };

function timebarSection() {
  const { parts } = timebar;
  parts.play = button(playSign(false), togglePlay, {
    class: "icon",
    "aria-label": say("play"),
    title: `${say("play")} (Space)`,
  });
  parts.speed = element(
    "select",
    { "aria-label": say("speed"), title: say("speed") },
    SPEEDS.map((speed) =>
      element("option", { value: speed, text: say("speedOf", { length: lengthText(speed) }) }),
    ),
  );
  parts.speed.value = "60";
  parts.back = button("‹", () => moveCursor(view.cursor - 15), {
    class: "icon",
    "aria-label": say("earlier"),
    title: `${say("earlier")} (,)`,
  });
  parts.on = button("›", () => moveCursor(view.cursor + 15), {
    class: "icon",
    "aria-label": say("later"),
    title: `${say("later")} (.)`,
  });
  parts.slider = element("input", {
    type: "range",
    min: STARTEX,
    max: ENDEX,
    step: 5,
    value: view.cursor,
    "aria-label": say("moment"),
    on: { input: (event) => moveCursor(Number(event.target.value)) },
  });
  parts.window = element("i", { class: "window" });
  parts.track = element("div", { class: "track" }, density(), parts.window, parts.slider);
  parts.moment = element("output", { class: "moment" });
  parts.running = element("span", { class: "running" });
  const nowMinute = Date.now() / 60000;
  const now =
    nowMinute > STARTEX && nowMinute < ENDEX ? button(say("now"), () => goTo(Date.now() / 60000)) : null;
  listen("cursor zone groups", drawTimebar);
  listen("playing", () => {
    clearInterval(timebar.timer);
    if (view.playing) timebar.timer = setInterval(tick, 1000 / TICKS_A_SECOND);
    const word = say(view.playing ? "pause" : "play");
    emptied(parts.play).append(playSign(view.playing));
    parts.play.setAttribute("aria-label", word);
    parts.play.title = `${word} (Space)`;
  });
  timeline.drawn.push(drawWindow);
  const bar = element(
    "footer",
    { class: "timebar" },
    element("div", { class: "controls" }, parts.back, parts.play, parts.on, parts.speed, now),
    parts.track,
    element("div", { class: "readout" }, parts.moment, parts.running),
  );
  drawTimebar();
  return bar;
}

function playSign(playing) {
  return shape(
    "svg",
    { viewBox: "0 0 12 12", "aria-hidden": "true" },
    shape("path", { d: playing ? "M2 1h3v10H2z M7 1h3v10H7z" : "M2 1 L11 6 L2 11 Z" }),
  );
}

function togglePlay() {
  if (!view.playing && view.cursor >= ENDEX) look({ cursor: STARTEX });
  look({ playing: !view.playing });
}

function tick() {
  const cursor = view.cursor + Number(timebar.parts.speed.value) / TICKS_A_SECOND;
  look({ cursor: Math.min(ENDEX, cursor) });
  if (view.cursor >= ENDEX) look({ playing: false });
  const [from, until] = sight();
  if (view.cursor > until || view.cursor < from) scrollToMinute(view.cursor, 0.1);
}

// Moves the cursor, and the timeline with it.
function goTo(minute) {
  moveCursor(minute);
  scrollToMinute(view.cursor);
}

// How many serials run when, over the light of the days.
function density() {
  const step = (ENDEX - STARTEX) / BINS;
  const counts = new Array(BINS).fill(0);
  for (const entry of ENTRIES) {
    const last = Math.min(BINS - 1, Math.ceil((entry.ends - STARTEX) / step) - 1);
    for (let bin = Math.max(0, Math.floor((entry.begins - STARTEX) / step)); bin <= last; bin++)
      counts[bin]++;
  }
  const most = Math.max(1, ...counts);
  const path = counts.map((count, bin) => `L${bin} ${100 - (90 * count) / most} h1`).join(" ");
  const picture = shape("svg", {
    class: "density",
    viewBox: `0 0 ${BINS} 100`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  for (const [begins, ends, light] of lightBetween(STARTEX, ENDEX)) {
    if (light !== "day") {
      picture.append(
        shape("rect", {
          class: `light-${light}`,
          x: (begins - STARTEX) / step,
          width: (ends - begins) / step,
          y: 0,
          height: 100,
        }),
      );
    }
  }
  picture.append(shape("path", { class: "many", d: `M0 100 ${path} L${BINS} 100 Z` }));
  return picture;
}

function drawTimebar() {
  const { parts } = timebar;
  parts.slider.value = view.cursor;
  parts.slider.setAttribute("aria-valuetext", momentText(view.cursor));
  parts.moment.textContent = momentText(view.cursor);
  const running = ENTRIES.filter((entry) => runsAt(entry, view.cursor)).length;
  const light = lightAt(view.cursor);
  parts.running.textContent = listText([say("running", { n: running }), light && say(`light_${light}`)]);
}

// Shows which part of the exercise the timeline shows.
function drawWindow() {
  const [from, until] = sight();
  const share = (minute) => (100 * (minute - STARTEX)) / (ENDEX - STARTEX);
  const { window } = timebar.parts;
  window.hidden = timeline.fitted;
  window.style.left = `${share(from)}%`;
  window.style.width = `${share(until) - share(from)}%`;
}
