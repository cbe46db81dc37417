// The moment that the map shows: a slider over the whole exercise, its days, playback, and the light of the sun.

import { element, say } from "./words.js";

const STEP = 15;

export class TimeBar {
  #root = document.querySelector(".map-time");
  #slider = document.getElementById("map-moment");
  #strip = document.getElementById("map-light");
  #days = document.getElementById("map-days");
  #play = document.getElementById("map-play-button");
  #now = document.getElementById("map-now");
  #heard;
  #frame = 0;
  minute = 0;
  playing = false;

  constructor(heard) {
    this.#heard = heard;
    if (!this.#root) return;
    this.#slider.addEventListener("input", () => this.go(Number(this.#slider.value)));
    this.#play.addEventListener("click", () => this.toggle());
    for (const button of this.#root.querySelectorAll("[data-jump]")) {
      button.addEventListener("click", () => this.go(this.minute + Number(button.dataset.jump)));
    }
    addEventListener("resize", () => this.#paint());
    document.addEventListener("visibilitychange", () => document.hidden && this.playing && this.toggle());
  }

  get there() {
    return Boolean(this.#root);
  }

  show(content, moments, clock) {
    this.content = content;
    this.moments = moments;
    this.clock = clock;
    if (!this.there || !content.span) return;
    const [begins, ends] = content.span;
    this.#slider.min = begins;
    this.#slider.max = ends;
    this.#slider.step = STEP;
    this.days = clock.days(content.span);
    this.#days.replaceChildren(
      ...this.days.map((first) => {
        const button = element("button", { type: "button", className: "map-day", textContent: clock.shortDay(first) });
        button.setAttribute("aria-label", clock.day(first));
        // The same time of another day.
        button.addEventListener("click", () => {
          const start = first - clock.ofDay(first);
          this.go(Math.max(begins, start + clock.ofDay(this.minute)));
        });
        return button;
      }),
    );
    if (!this.minute) this.minute = this.#first(begins, ends);
    this.go(this.minute);
    this.#paint();
  }

  // Now, if the exercise runs; else the beginning of its first serial.
  #first(begins, ends) {
    const now = Math.floor(Date.now() / 60_000);
    if (now >= begins && now < ends) return now;
    const firsts = this.content.entries.map((entry) => entry.begins);
    return firsts.length ? Math.min(...firsts) : begins;
  }

  go(minute) {
    if (!this.content?.span) return;
    const [begins, ends] = this.content.span;
    this.minute = Math.max(begins, Math.min(ends, minute));
    this.#slider.value = this.minute;
    const light = this.moments.light(this.minute);
    const day = this.clock.day(this.minute);
    const time = this.clock.time(this.minute);
    this.#slider.setAttribute("aria-valuetext", `${say("moment", { day, time })}${light ? `, ${say(`light_${light}`)}` : ""}`);
    const [strong, group, sun] = this.#now.children;
    strong.textContent = say("moment", { day, time });
    group.textContent = this.clock.group(this.minute);
    sun.textContent = light ? say(`light_${light}`) : "";
    sun.dataset.light = light;
    let today = 0;
    this.days.forEach((first, number) => first <= this.minute && (today = number));
    [...this.#days.children].forEach((button, number) => {
      if (number === today) button.setAttribute("aria-current", "date");
      else button.removeAttribute("aria-current");
    });
    const shown = this.#days.children[today];
    if (shown && !this.playing) {
      const { offsetLeft, offsetWidth } = shown;
      const { scrollLeft, clientWidth } = this.#days;
      if (offsetLeft < scrollLeft || offsetLeft + offsetWidth > scrollLeft + clientWidth) this.#days.scrollLeft = offsetLeft - clientWidth / 2;
    }
    this.#heard(this.minute, light);
  }

  toggle() {
    this.playing = !this.playing;
    this.#play.setAttribute("aria-pressed", String(this.playing));
    this.#play.firstElementChild.textContent = say(this.playing ? "pause" : "play");
    if (!this.playing) {
      cancelAnimationFrame(this.#frame);
      this.go(Math.round(this.minute / 5) * 5);
      return;
    }
    if (this.minute >= this.content.span[1]) this.go(this.content.span[0]);
    let before = performance.now();
    let exact = this.minute;
    const speed = document.getElementById("map-speed");
    const turn = (now) => {
      exact += ((now - before) / 1000) * Number(speed.value);
      before = now;
      // Somebody may have moved the slider meanwhile.
      if (Math.abs(exact - this.minute) > Number(speed.value) + 5) exact = this.minute;
      const minute = Math.floor(exact / 5) * 5;
      if (minute > this.minute) this.go(minute);
      if (this.minute >= this.content.span[1]) this.toggle();
      else if (this.playing) this.#frame = requestAnimationFrame(turn);
    };
    this.#frame = requestAnimationFrame(turn);
  }

  // Night and twilight under the slider, and how much is going on.
  #paint() {
    if (!this.there || !this.content?.span) return;
    const [begins, ends] = this.content.span;
    const { clientWidth: width, clientHeight: height } = this.#strip;
    const ratio = devicePixelRatio || 1;
    this.#strip.width = width * ratio;
    this.#strip.height = height * ratio;
    const pen = this.#strip.getContext("2d");
    pen.scale(ratio, ratio);
    const style = getComputedStyle(this.#strip);
    const x = (minute) => ((minute - begins) / (ends - begins)) * width;
    const { light, entries } = this.content;
    light.forEach(([from, name], at) => {
      const until = light[at + 1]?.[0] ?? ends;
      if (name === "day" || until < begins) return;
      pen.globalAlpha = name === "night" ? 0.75 : 0.35;
      pen.fillStyle = style.getPropertyValue("--strong-line");
      pen.fillRect(x(from), 0, x(until) - x(from), height);
    });
    pen.globalAlpha = 1;
    const counts = new Array(Math.ceil(width / 3)).fill(0);
    for (const entry of entries) {
      const last = Math.min(counts.length - 1, Math.floor(x(entry.ends) / 3));
      for (let at = Math.max(0, Math.floor(x(entry.begins) / 3)); at <= last; at += 1) counts[at] += 1;
    }
    const most = Math.max(1, ...counts);
    pen.fillStyle = style.getPropertyValue("--accent");
    counts.forEach((count, at) => pen.fillRect(at * 3, height - (count / most) * (height - 4), 2, (count / most) * (height - 4)));
    pen.fillStyle = style.getPropertyValue("--ink");
    for (const first of this.days) pen.fillRect(x(first), 0, 1, height);
  }

  repaint() {
    this.#paint();
  }
}
