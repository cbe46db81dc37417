// Places as numbers: degrees to the unit square of the web's projection, and what lies inside what.

const LIMIT = 85.05;

export function across(lon) {
  return (lon + 180) / 360;
}

export function down(lat) {
  const turned = (Math.max(-LIMIT, Math.min(LIMIT, lat)) * Math.PI) / 180;
  return (1 - Math.log(Math.tan(turned) + 1 / Math.cos(turned)) / Math.PI) / 2;
}

// A line as two lists of numbers in the unit square, with its bounds.
export function lineOf(points) {
  const xs = new Float64Array(points.length);
  const ys = new Float64Array(points.length);
  points.forEach(([lon, lat], at) => {
    xs[at] = across(lon);
    ys[at] = down(lat);
  });
  return bounded(xs, ys);
}

// The same from whole numbers: a first point, then steps.
export function lineOfSteps(steps, unit) {
  const count = steps.length / 2;
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  let lon = 0;
  let lat = 0;
  for (let at = 0; at < count; at += 1) {
    lon += steps[2 * at];
    lat += steps[2 * at + 1];
    xs[at] = across(lon * unit);
    ys[at] = down(lat * unit);
  }
  return bounded(xs, ys);
}

function bounded(xs, ys) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < xs.length; at += 1) {
    if (xs[at] < west) west = xs[at];
    if (xs[at] > east) east = xs[at];
    if (ys[at] < north) north = ys[at];
    if (ys[at] > south) south = ys[at];
  }
  return { xs, ys, west, north, east, south };
}

export function meets(line, view) {
  return line.east >= view.west && line.west <= view.east && line.south >= view.north && line.north <= view.south;
}

// Whether a point lies in rings by the even-odd rule.
export function holds(rings, x, y) {
  let inside = false;
  for (const { xs, ys } of rings) {
    for (let at = 0, before = xs.length - 1; at < xs.length; before = at, at += 1) {
      if (ys[at] > y !== ys[before] > y && x < ((xs[before] - xs[at]) * (y - ys[at])) / (ys[before] - ys[at]) + xs[at]) {
        inside = !inside;
      }
    }
  }
  return inside;
}

// Draw a line into the path of a context; points nearer than a pixel to the one before are left out.
export function trace(context, line, view) {
  const { xs, ys } = line;
  const last = xs.length - 1;
  let px = xs[0] * view.scale - view.left;
  let py = ys[0] * view.scale - view.top;
  context.moveTo(px, py);
  for (let at = 1; at <= last; at += 1) {
    const x = xs[at] * view.scale - view.left;
    const y = ys[at] * view.scale - view.top;
    if (at < last && Math.abs(x - px) + Math.abs(y - py) < 1) continue;
    context.lineTo(x, y);
    px = x;
    py = y;
  }
}
