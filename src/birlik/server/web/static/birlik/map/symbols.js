// APP-6 symbols, each drawn once into a bitmap; by red light they are lines of one colour.

const { ms } = window;
const SIZE = 22;

export class Symbols {
  #drawn = new Map();

  // Bitmap of a symbol code, its size, and the point of it that stands on the place.
  of(code, ratio, mono = "") {
    const name = `${code} ${ratio} ${mono}`;
    let found = this.#drawn.get(name);
    if (!found) {
      found = drawn(code, ratio, mono) ?? drawn("10031000000000000000", ratio, mono);
      this.#drawn.set(name, found);
    }
    return found;
  }
}

function drawn(code, ratio, mono) {
  const look = mono ? { monoColor: mono, fill: false } : { outlineWidth: 3, outlineColor: "rgb(255,255,255)" };
  const symbol = new ms.Symbol(code, { size: SIZE, ...look });
  if (!symbol.isValid()) return null;
  const { width, height } = symbol.getSize();
  const { x, y } = symbol.getAnchor();
  return { bitmap: symbol.asCanvas(ratio), width, height, x, y };
}
