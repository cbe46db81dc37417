// From degrees to the map and back: Mercator around the exercise, in kilometres, so that shapes stay true.

const CHART = CONTENT.chart;
const KM = 111.32; // km in a degree of a great circle
const FARTHEST = 85;

const mercator = (lat) =>
  Math.log(Math.tan(Math.PI / 4 + (limited(lat, -FARTHEST, FARTHEST) * Math.PI) / 360)) * (180 / Math.PI);

const ORIGIN = CHART
  ? { lon: (CHART.shown[0] + CHART.shown[2]) / 2, lat: (CHART.shown[1] + CHART.shown[3]) / 2 }
  : { lon: 0, lat: 0 };
const NARROW = Math.cos((ORIGIN.lat * Math.PI) / 180);
const ORIGIN_Y = mercator(ORIGIN.lat);

// Kilometres east and south of the middle, true to scale there.
function project(lon, lat) {
  return [(lon - ORIGIN.lon) * KM * NARROW, (ORIGIN_Y - mercator(lat)) * KM * NARROW];
}

function unproject(x, y) {
  const lon = ORIGIN.lon + x / (KM * NARROW);
  const north = ORIGIN_Y - y / (KM * NARROW);
  return [lon, (Math.atan(Math.exp((north * Math.PI) / 180)) * 360) / Math.PI - 90];
}

function ringPath(ring) {
  let path = "";
  for (let at = 0; at < ring.length; at += 2) {
    const [x, y] = project(ring[at], ring[at + 1]);
    path += `${at ? "L" : "M"}${x.toFixed(3)} ${y.toFixed(3)}`;
  }
  return `${path}Z`;
}

const ringsPath = (rings) => rings.map(ringPath).join("");

// Box of a chart in kilometres: [west, north, east, south].
function boxOf([west, south, east, north]) {
  return [...project(west, north), ...project(east, south)];
}

// Steps of the lines of the graticule, in degrees.
const GRATICULE = [60, 30, 20, 10, 5, 2, 1, 1 / 2, 1 / 4, 1 / 6, 1 / 12, 1 / 30, 1 / 60];

function graticuleStep(degrees, most) {
  return [...GRATICULE].reverse().find((step) => degrees / step <= most) || 60;
}

function degreesText(value, positive, negative) {
  const whole = Math.abs(value);
  let degrees = Math.floor(whole + 1e-9);
  let minutes = Math.round((whole - degrees) * 60);
  if (minutes === 60) {
    degrees += 1;
    minutes = 0;
  }
  return `${degrees}°${minutes ? `${two(minutes)}′` : ""}${value < -1e-9 ? negative : value > 1e-9 ? positive : ""}`;
}

const eastText = (lon) =>
  degreesText(lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, say("east"), say("west"));
const northText = (lat) => degreesText(lat, say("north"), say("south"));

// Longest round length that fits into some pixels, in kilometres.
function roundLength(perKm, most) {
  const longest = most / perKm;
  const power = 10 ** Math.floor(Math.log10(longest));
  return [5, 2, 1].find((lead) => lead * power <= longest) * power;
}
