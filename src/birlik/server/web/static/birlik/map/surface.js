// A canvas under Leaflet that painters draw on; it is larger than the map, so that panning moves it and draws nothing.

const { L } = window;

export const Surface = L.Renderer.extend({
  options: { padding: 0.2 },

  initialize(painters, options) {
    L.Renderer.prototype.initialize.call(this, options);
    this.painters = painters;
    this.seen = null;
  },

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), move: this._follow, resize: this._update };
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
  },

  _destroyContainer() {
    cancelAnimationFrame(this._soon);
    this._container.remove();
  },

  // A canvas that was just drawn lies on whole pixels; Leaflet would move it by parts of one, and blur it.
  _reset() {
    this._update();
  },

  // While the map is dragged, the canvas is drawn anew only where its edge would come into sight.
  _follow() {
    if (!this._bounds || this._map._animatingZoom || this._zoom !== this._map.getZoom()) return;
    const corner = this._map.containerPointToLayerPoint([0, 0]);
    const other = corner.add(this._map.getSize());
    if (!this._bounds.contains(L.bounds(corner, other))) this._update();
  },

  _update() {
    if (!this._map || (this._map._animatingZoom && this._bounds)) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = Math.min(2, Math.max(1, devicePixelRatio || 1));
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    L.DomUtil.setPosition(this._container, this._bounds.min);
    if (this._container.width !== width || this._container.height !== height) {
      this._container.width = width;
      this._container.height = height;
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
    }
    this._ratio = ratio;
    this.paint();
  },

  // Draw anew before the next frame.
  repaint() {
    cancelAnimationFrame(this._soon);
    this._soon = requestAnimationFrame(() => this._map && this._bounds && !this._map._animatingZoom && this.paint());
  },

  paint() {
    const origin = this._map.getPixelOrigin();
    const { min, max } = this._bounds;
    const scale = 256 * 2 ** this._zoom;
    const view = {
      scale,
      zoom: this._zoom,
      ratio: this._ratio,
      left: origin.x + min.x,
      top: origin.y + min.y,
      width: max.x - min.x,
      height: max.y - min.y,
    };
    view.west = view.left / scale;
    view.north = view.top / scale;
    view.east = (view.left + view.width) / scale;
    view.south = (view.top + view.height) / scale;
    this.seen = view;
    const context = this._context;
    context.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    for (const painter of this.painters) {
      context.save();
      painter(context, view);
      context.restore();
    }
  },

  // Where a point of the map's frame lies on the canvas.
  onCanvas(point) {
    return this._map.containerPointToLayerPoint(point).subtract(this._bounds.min);
  },
});
