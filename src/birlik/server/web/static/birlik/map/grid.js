// Positions as latitude and longitude, UTM and MGRS (WGS 84), written and read.
//
// UTM by the series of Krüger to the sixth order: nanometres from the true projection within a zone.

const A = 6378137;
const F = 1 / 298.257223563;
const E = Math.sqrt(F * (2 - F));
const N = F / (2 - F);
const K0 = 0.9996;
const RADIUS = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64 + N ** 6 / 256);
const ALPHA = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4 - (127 / 288) * N ** 5 + (7891 / 37800) * N ** 6,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4 + (281 / 630) * N ** 5 - (1983433 / 1935360) * N ** 6,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4 + (15061 / 26880) * N ** 5 + (167603 / 181440) * N ** 6,
  (49561 / 161280) * N ** 4 - (179 / 168) * N ** 5 + (6601661 / 7257600) * N ** 6,
  (34729 / 80640) * N ** 5 - (3418889 / 1995840) * N ** 6,
  (212378941 / 319334400) * N ** 6,
];
const BETA = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4 - (81 / 512) * N ** 5 + (96199 / 604800) * N ** 6,
  (1 / 48) * N ** 2 + (1 / 15) * N ** 3 - (437 / 1440) * N ** 4 + (46 / 105) * N ** 5 - (1118711 / 3870720) * N ** 6,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4 - (209 / 4480) * N ** 5 + (5569 / 90720) * N ** 6,
  (4397 / 161280) * N ** 4 - (11 / 504) * N ** 5 - (830251 / 7257600) * N ** 6,
  (4583 / 161280) * N ** 5 - (108847 / 3991680) * N ** 6,
  (20648693 / 638668800) * N ** 6,
];
const BANDS = "CDEFGHJKLMNPQRSTUVWX";
const COLUMNS = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"];
const ROWS = "ABCDEFGHJKLMNPQRSTUV";
const RAD = Math.PI / 180;

// Zone and band of a place; null near the poles, where neither is used.
export function zoneOf(lat, lon) {
  if (!(lat >= -80 && lat <= 84)) return null;
  const east = ((((lon + 180) % 360) + 360) % 360) - 180;
  const band = BANDS[Math.min(19, Math.floor((lat + 80) / 8))];
  let zone = Math.floor((east + 180) / 6) + 1;
  if (band === "V" && zone === 31 && east >= 3) zone = 32;
  if (band === "X" && east >= 0 && east < 42) zone = east < 9 ? 31 : east < 21 ? 33 : east < 33 ? 35 : 37;
  return { zone, band };
}

function projected(lat, lon, zone) {
  let turn = lon - (6 * zone - 183);
  turn -= 360 * Math.round(turn / 360);
  const s = Math.sin(lat * RAD);
  const t = Math.sinh(Math.atanh(s) - E * Math.atanh(E * s));
  const xi = Math.atan2(t, Math.cos(turn * RAD));
  const eta = Math.atanh(Math.sin(turn * RAD) / Math.hypot(1, t));
  let x = eta;
  let y = xi;
  ALPHA.forEach((alpha, at) => {
    const n = 2 * (at + 1);
    y += alpha * Math.sin(n * xi) * Math.cosh(n * eta);
    x += alpha * Math.cos(n * xi) * Math.sinh(n * eta);
  });
  return { east: 500000 + K0 * RADIUS * x, north: K0 * RADIUS * y };
}

function unprojected(east, north, zone) {
  const xi = north / (K0 * RADIUS);
  const eta = (east - 500000) / (K0 * RADIUS);
  let x = eta;
  let y = xi;
  BETA.forEach((beta, at) => {
    const n = 2 * (at + 1);
    y -= beta * Math.sin(n * xi) * Math.cosh(n * eta);
    x -= beta * Math.cos(n * xi) * Math.sinh(n * eta);
  });
  const sinhx = Math.sinh(x);
  const goal = Math.sin(y) / Math.hypot(sinhx, Math.cos(y));
  let tau = goal;
  for (let turn = 0; turn < 6; turn += 1) {
    const root = Math.hypot(1, tau);
    const sigma = Math.sinh(E * Math.atanh((E * tau) / root));
    const now = tau * Math.hypot(1, sigma) - sigma * root;
    tau += ((goal - now) / Math.hypot(1, now)) * ((1 + (1 - E * E) * tau * tau) / ((1 - E * E) * root));
  }
  let lon = Math.atan2(sinhx, Math.cos(y)) / RAD + 6 * zone - 183;
  lon = ((((lon + 180) % 360) + 360) % 360) - 180;
  return { lat: Math.atan(tau) / RAD, lon };
}

export function utm(lat, lon) {
  const where = zoneOf(lat, lon);
  if (!where) return null;
  const { east, north } = projected(lat, lon, where.zone);
  return { ...where, east, north: lat < 0 ? north + 10_000_000 : north };
}

export function utmText(lat, lon) {
  const at = utm(lat, lon);
  return at ? `${at.zone}${at.band} ${Math.floor(at.east)} ${Math.floor(at.north)}` : "";
}

// MGRS with two to ten digits; it names the square that holds the place.
export function mgrs(lat, lon, digits = 5) {
  const at = utm(lat, lon);
  if (!at) return "";
  const column = COLUMNS[(at.zone - 1) % 3][Math.floor(at.east / 100_000) - 1];
  const row = ROWS[(Math.floor(at.north / 100_000) + (at.zone % 2 ? 0 : 5)) % 20];
  const cut = (value) => String(Math.floor(value) % 100_000).padStart(5, "0").slice(0, digits);
  return `${at.zone}${at.band}${column}${row}${cut(at.east)}${cut(at.north)}`;
}

export function mgrsText(lat, lon) {
  const text = mgrs(lat, lon);
  return text.replace(/^(\d+\w)(\w\w)(\d{5})(\d{5})$/, "$1 $2 $3 $4");
}

export function degreesText(lat, lon) {
  const number = (value) => String(Number(value.toFixed(7)));
  return `${number(lat)} ${number(lon)}`;
}

// As people read it: 43.6512° N 51.1634° E.
export function shownText(lat, lon) {
  const east = ((((lon + 180) % 360) + 360) % 360) - 180;
  return `${Math.abs(lat).toFixed(4)}° ${lat < 0 ? "S" : "N"} ${Math.abs(east).toFixed(4)}° ${east < 0 ? "W" : "E"}`;
}

const DEGREES = /^([+-]?\d{1,2}(?:\.\d+)?)\s*°?\s*([NS])?[\s,]+([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*([EW])?$/;
const SIXTIETHS =
  /^(\d{1,2})[°\s]\s*(\d{1,2}(?:\.\d+)?)['′\s]?\s*(?:(\d{1,2}(?:\.\d+)?)["″]?)?\s*([NS])[\s,]+(\d{1,3})[°\s]\s*(\d{1,2}(?:\.\d+)?)['′\s]?\s*(?:(\d{1,2}(?:\.\d+)?)["″]?)?\s*([EW])$/;
const UTM = /^(\d{1,2})\s*([C-HJ-NP-X])\s+(\d{6}(?:\.\d+)?)\s*M?\s*E?[\s,]+(\d{1,8}(?:\.\d+)?)\s*M?\s*N?$/;
const MGRS = /^(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])\s*((?:\d\s*){0,10})$/;

// The place that a text means, in any of the notations; null if it means none.
export function placeOf(typed) {
  const text = typed.trim().replace(/\s+/g, " ").toUpperCase();
  let found = DEGREES.exec(text);
  if (found) {
    const lat = Number(found[1]) * (found[2] === "S" ? -1 : 1);
    const lon = Number(found[3]) * (found[4] === "W" ? -1 : 1);
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
  }
  found = SIXTIETHS.exec(text);
  if (found) {
    const [, d, m, s = 0, ns, dd, mm, ss = 0, ew] = found;
    if (m >= 60 || s >= 60 || mm >= 60 || ss >= 60) return null;
    const lat = (Number(d) + m / 60 + s / 3600) * (ns === "S" ? -1 : 1);
    const lon = (Number(dd) + mm / 60 + ss / 3600) * (ew === "W" ? -1 : 1);
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
  }
  found = UTM.exec(text);
  if (found) return ofUtm(Number(found[1]), found[2], Number(found[3]), Number(found[4]));
  found = MGRS.exec(text);
  return found ? ofMgrs(...found.slice(1)) : null;
}

function ofUtm(zone, band, east, north) {
  if (zone < 1 || zone > 60 || east < 100_000 || east > 900_000 || north > 10_000_000) return null;
  const south = band < "N";
  const place = unprojected(east, south ? north - 10_000_000 : north, zone);
  const lowest = -80 + 8 * BANDS.indexOf(band);
  // A band may be a little off where it ends.
  return place.lat >= lowest - 0.5 && place.lat <= lowest + (band === "X" ? 12.5 : 8.5) ? rounded(place) : null;
}

// The south-west corner of the square that an MGRS text names.
function ofMgrs(zoneText, band, columnLetter, rowLetter, digitsTyped) {
  const zone = Number(zoneText);
  const digits = digitsTyped.replaceAll(" ", "");
  if (zone < 1 || zone > 60 || digits.length % 2) return null;
  const column = COLUMNS[(zone - 1) % 3].indexOf(columnLetter);
  if (column < 0) return null;
  const row = (ROWS.indexOf(rowLetter) + (zone % 2 ? 0 : 15)) % 20;
  const half = digits.length / 2;
  const unit = 10 ** (5 - half);
  const east = (column + 1) * 100_000 + Number(digits.slice(0, half)) * unit;
  const within = row * 100_000 + Number(digits.slice(half)) * unit;
  const lowest = -80 + 8 * BANDS.indexOf(band);
  const highest = lowest + (band === "X" ? 12 : 8);
  for (let turn = 0; turn < 6; turn += 1) {
    const north = within + turn * 2_000_000;
    const place = unprojected(east, band < "N" ? north - 10_000_000 : north, zone);
    // A square may begin below its band, and hold places of it.
    if (place.lat >= lowest - 1 && place.lat < highest && Math.abs(place.lat) <= 90) return rounded(place);
  }
  return null;
}

function rounded({ lat, lon }) {
  return { lat: Number(lat.toFixed(7)), lon: Number(lon.toFixed(7)) };
}
