// Mouse and fingers on the board: point, drag, hold, wheel, pinch.

import { HEAD } from "./painting.js";

const NEAR = 4; // pixels that a hand trembles
const HOLD = 350; // milliseconds after which a finger picks up

export class Pointing {
  constructor(board) {
    this.board = board;
    this.down = null;
    this.pinch = null;
    const { scroller } = board;
    scroller.addEventListener("pointerdown", (event) => this.#down(event));
    scroller.addEventListener("pointermove", (event) => this.#move(event));
    scroller.addEventListener("pointerup", (event) => this.#up(event));
    scroller.addEventListener("pointercancel", () => this.#cancel());
    scroller.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    scroller.addEventListener("touchstart", (event) => this.#touch(event), { passive: false });
    scroller.addEventListener("touchmove", (event) => this.#touch(event), { passive: false });
    scroller.addEventListener("touchend", () => (this.pinch = null));
    scroller.addEventListener("dblclick", (event) => this.#double(event));
    scroller.addEventListener("contextmenu", (event) => this.board.moving.hand && event.preventDefault());
  }

  #place(event) {
    const box = this.board.scroller.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #down(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    const { board } = this;
    const { x, y } = this.#place(event);
    if (x > board.scroller.clientWidth || y > board.scroller.clientHeight) return;
    if (board.moving.hand && !board.moving.dragged) {
      // What was picked up by a key or from a list is dropped where one points.
      board.moving.pointTo(x, y);
      return void board.moving.drop();
    }
    const hit = board.painter.at(x, y, board.view);
    const n = hit?.n ?? -1;
    board.select(n);
    if (n < 0) return;
    this.down = { x, y, n, id: event.pointerId, lane: hit.lane, touch: event.pointerType === "touch" };
    if (this.down.touch) this.down.timer = setTimeout(() => this.#take(), HOLD);
  }

  #take() {
    const { board, down } = this;
    if (!down) return;
    clearTimeout(down.timer);
    if (!board.moving.pick(down.n, { x: down.x, lane: down.lane })) return void (this.down = null);
    this.down.taken = true;
    board.scroller.setPointerCapture?.(down.id);
    navigator.vibrate?.(15);
  }

  #move(event) {
    const { board, down } = this;
    if (!event.isPrimary) return;
    const { x, y } = this.#place(event);
    if (!down) {
      board.scroller.style.cursor = board.painter.at(x, y, board.view)?.n >= 0 ? "grab" : "";
      return;
    }
    const far = Math.hypot(x - down.x, y - down.y) > NEAR;
    if (!down.taken && far) {
      if (down.touch) {
        // A finger that wanders wants to scroll.
        clearTimeout(down.timer);
        this.down = null;
        return;
      }
      this.#take();
    }
    if (this.down?.taken) {
      board.scroller.style.cursor = "grabbing";
      board.moving.pointTo(x, y);
      this.#edge(x, y);
    }
  }

  // Near an edge, what is in hand takes the board along.
  #edge(x, y) {
    const { board } = this;
    const { width, height, side } = board.painter;
    const by = (at, low, high) => (at < low + 30 ? -12 : at > high - 30 ? 12 : 0);
    board.scroller.scrollBy(by(x, side, width), by(y, HEAD, height));
  }

  #up(event) {
    const { board, down } = this;
    if (!down) return;
    clearTimeout(down.timer);
    this.down = null;
    board.scroller.style.cursor = "";
    if (!down.taken) return;
    const { x, y } = this.#place(event);
    board.moving.pointTo(x, y);
    board.moving.drop();
  }

  #cancel() {
    if (!this.down) return;
    clearTimeout(this.down.timer);
    if (this.down.taken) this.board.moving.putBack();
    this.down = null;
  }

  #double(event) {
    const { x, y } = this.#place(event);
    const hit = this.board.painter.at(x, y, this.board.view);
    if (hit && hit.n < 0) this.board.zoom(2, x);
  }

  #wheel(event) {
    const { x, y } = this.#place(event);
    const onAxis = y < HEAD;
    if (!event.ctrlKey && !event.metaKey && !onAxis) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    this.board.zoom(Math.exp(-event.deltaY * lines * 0.002), x);
  }

  #touch(event) {
    if (this.board.moving.hand && this.down?.taken) return event.preventDefault();
    if (event.touches.length !== 2) return;
    event.preventDefault();
    clearTimeout(this.down?.timer);
    this.down = null;
    const [one, other] = event.touches;
    const apart = Math.max(10, Math.abs(one.clientX - other.clientX));
    const box = this.board.scroller.getBoundingClientRect();
    const x = (one.clientX + other.clientX) / 2 - box.left;
    if (this.pinch) this.board.scaled(this.pinch.scale * (apart / this.pinch.apart), this.pinch.minute, x);
    else this.pinch = { apart, scale: this.board.view.scale, minute: this.board.painter.minute(x, this.board.view) };
  }
}
