// Signs and texts of the board: what a bar is, without a colour.

const REMEMBERED = 20_000; // texts whose width is remembered

export class Signs {
  constructor(looks) {
    this.looks = looks;
    this.texts = new Map();
  }

  // A lock for a fixed start, two bars for what has begun.
  lock(pen, x, y, begun) {
    pen.strokeStyle = pen.fillStyle = this.looks.ink;
    pen.lineWidth = 1.3;
    if (begun) {
      pen.fillRect(x, y + 1, 3, 10);
      pen.fillRect(x + 5, y + 1, 3, 10);
      return;
    }
    pen.fillRect(x, y + 5, 8, 6);
    pen.beginPath();
    pen.arc(x + 4, y + 5, 2.7, Math.PI, 0);
    pen.stroke();
  }

  // A triangle with an exclamation mark.
  alarm(pen, x, y, width) {
    const { looks } = this;
    pen.fillStyle = looks.alarm;
    pen.beginPath();
    pen.moveTo(x + 6, y);
    pen.lineTo(x + 12, y + 11);
    pen.lineTo(x, y + 11);
    pen.closePath();
    pen.fill();
    pen.fillStyle = looks.surface;
    pen.fillRect(x + 5.3, y + 3.5, 1.5, 4);
    pen.fillRect(x + 5.3, y + 8.5, 1.5, 1.5);
  }

  // Text cut to a width; what was cut is remembered, for measuring is what costs.
  text(pen, text, x, y, width, colour, size) {
    pen.font = `${size}px ${this.looks.font}`;
    pen.textBaseline = "middle";
    pen.fillStyle = colour;
    const room = Math.floor(width / 4) * 4;
    const key = `${size} ${room} ${text}`;
    let cut = this.texts.get(key);
    if (cut === undefined) {
      cut = text;
      while (cut && pen.measureText(cut).width > room) {
        cut = cut.length > 2 ? `${cut.replace(/…$/, "").slice(0, -1).trimEnd()}…` : "";
        if (cut === "…") cut = "";
      }
      if (this.texts.size > REMEMBERED) this.texts.clear();
      this.texts.set(key, cut);
    }
    if (cut) pen.fillText(cut, x, y);
  }

  tick(pen, x, y) {
    pen.strokeStyle = this.looks.good;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x, y + 4);
    pen.lineTo(x + 3, y + 7);
    pen.lineTo(x + 9, y);
    pen.stroke();
  }
}
