// Colours by the names of tokens.css, and patterns beside them, so that colour is never the only sign.

const HUES = [
  "color-mix(in oklab, var(--accent) 34%, var(--surface))",
  "color-mix(in oklab, var(--good) 34%, var(--surface))",
  "color-mix(in oklab, var(--warn) 36%, var(--surface))",
  "color-mix(in oklab, var(--muted) 34%, var(--surface))",
  "color-mix(in oklab, color-mix(in oklab, var(--accent), var(--alarm)) 36%, var(--surface))",
  "color-mix(in oklab, color-mix(in oklab, var(--good), var(--accent)) 44%, var(--surface))",
];

const NAMED = {
  ground: "var(--ground)",
  surface: "var(--surface)",
  raised: "var(--raised)",
  ink: "var(--ink)",
  muted: "var(--muted)",
  line: "var(--line)",
  edge: "var(--strong-line)",
  accent: "var(--accent)",
  onAccent: "var(--on-accent)",
  alarm: "var(--alarm)",
  alarmSoft: "var(--alarm-soft)",
  good: "var(--good)",
  warn: "var(--warn)",
  night: "color-mix(in oklab, var(--ink) 12%, transparent)",
  twilight: "color-mix(in oklab, var(--ink) 6%, transparent)",
  shut: "color-mix(in oklab, var(--muted) 20%, transparent)",
  fits: "color-mix(in oklab, var(--good) 28%, transparent)",
};

// Strokes in a tile of 8 by 8, as pairs of points.
const PATTERNS = [
  [],
  [[0, 8, 8, 0]],
  [[0, 0, 8, 8]],
  [[0, 4, 8, 4]],
  [[4, 0, 4, 8]],
  [[0, 8, 8, 0], [0, 0, 8, 8]],
  "dots",
];

export class Looks {
  constructor(element) {
    this.element = element;
    this.read();
  }

  read() {
    const probe = document.createElement("span");
    probe.hidden = true;
    this.element.append(probe);
    const colour = (text) => {
      probe.style.color = text;
      return getComputedStyle(probe).color;
    };
    this.hues = HUES.map(colour);
    for (const [name, text] of Object.entries(NAMED)) this[name] = colour(text);
    probe.remove();
    this.font = getComputedStyle(this.element).fontFamily;
    this.patterns = PATTERNS.map((strokes) => tile(strokes, this.edge, 0.5));
    this.hatch = tile([[0, 8, 8, 0]], this.muted, 0.55);
    this.crossed = tile([[0, 8, 8, 0], [0, 0, 8, 8]], this.alarm, 0.5);
    this.ticked = tile([[0, 8, 8, 0]], this.good, 0.8);
  }

  hue(number) {
    return this.hues[number % this.hues.length];
  }

  // Patterns change where colours begin again, and with them, so that neighbours differ in both.
  pattern(number) {
    return this.patterns[(number + Math.floor(number / this.hues.length)) % this.patterns.length];
  }
}

function tile(strokes, colour, opacity) {
  if (!strokes.length) return null;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const pen = canvas.getContext("2d");
  pen.globalAlpha = opacity;
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = 1;
  if (strokes === "dots") {
    pen.fillRect(1, 1, 2, 2);
    pen.fillRect(5, 5, 2, 2);
  } else {
    for (const [x, y, to, down] of strokes) {
      for (const shift of [-8, 0, 8]) {
        pen.beginPath();
        pen.moveTo(x + shift, y);
        pen.lineTo(to + shift, down);
        pen.stroke();
      }
    }
  }
  return pen.createPattern(canvas, "repeat");
}
