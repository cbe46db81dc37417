// Bars too small for a name: painted on one canvas, so that thousands of them cost no more than a picture.

const CRUMB = 14; // px below which a bar without a name is painted

function crumbsPainter() {
  const canvas = element("canvas", { class: "crumbs", "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  let crumbs = [];
  let colours = null;

  // Colours of edge and fill of each kind in the present light.
  function coloursNow() {
    if (!colours) {
      const style = getComputedStyle(document.documentElement);
      const of = (name) => style.getPropertyValue(name).trim();
      colours = Array.from({ length: HUES }, (none, hue) => [of(`--k${hue}`), of(`--f${hue}`)]);
      colours.none = [of("--strong-line"), of("--raised")];
    }
    return colours;
  }

  return {
    canvas,
    begin: () => (crumbs = []),
    add(bar, lane, left, width) {
      crumbs.push({
        bar,
        lane,
        left,
        width: Math.max(2.5, width),
        top: lane.top + LANE_EDGE + bar.row * ROW,
      });
    },
    // Paints everything added since `begin` within a window of the field.
    paint(window, x) {
      const left = Math.floor(x(window.from));
      const top = Math.max(0, Math.floor(window.top));
      const width = Math.ceil(x(window.until)) - left;
      const height = Math.ceil(window.bottom) - top;
      canvas.hidden = !crumbs.length;
      if (canvas.hidden) return;
      const fine = devicePixelRatio || 1;
      canvas.width = width * fine;
      canvas.height = height * fine;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      canvas.style.transform = `translate(${left}px, ${top}px)`;
      context.setTransform(fine, 0, 0, fine, -left * fine, -top * fine);
      context.lineWidth = 1;
      for (const crumb of crumbs) {
        const { kind } = crumb.bar.entry;
        const [edge, fillColour] = kind === undefined ? coloursNow().none : coloursNow()[kind % HUES];
        context.fillStyle = edge;
        context.fillRect(crumb.left, crumb.top, crumb.width, ROW - 1);
        if (crumb.width > 5) {
          context.fillStyle = fillColour;
          context.fillRect(crumb.left + 3, crumb.top + 1, crumb.width - 4, ROW - 3);
        }
      }
    },
    // The painted bar at a place of the field, if there is one.
    at(x, y) {
      return crumbs.find(
        ({ left, width, top }) => x >= left - 2 && x <= left + width + 2 && y >= top && y < top + ROW,
      );
    },
    forgetColours: () => (colours = null),
  };
}
