// A chart: sea, land, graticule, areas and danger zones in one picture, for the screen and for paper.

// Hatches in px of the screen; the name tells what they mean.
const HATCHES = { danger: [7, 45], closed: [6, -45], air: [9, 90], sea: [9, 0] };

const LEAST_MAP = 3; // km that a map shows at least

function hatch(id, name) {
  const [gap] = HATCHES[name];
  return shape(
    "pattern",
    {
      id: `${id}-${name}`,
      width: gap,
      height: gap,
      patternUnits: "userSpaceOnUse",
      class: `hatch hatch-${name}`,
    },
    shape("path", { d: `M0 ${gap / 2}H${gap}` }),
  );
}

// Picture of the chart; `id` keeps two pictures on a page apart. Its parts are kept to be moved and dressed.
function chartPicture(id) {
  const land = shape("path", {
    class: "land",
    "fill-rule": "evenodd",
    d: CHART.land.map(ringsPath).join(""),
  });
  const parts = {
    id,
    graticule: shape("g", { class: "graticule" }),
    areas: AREAS.map((area, place) => (area.shape ? areaPath(area, place) : null)), // by place, as AREAS
    hatched: shape("g", { class: "hatched" }),
    dangers: CONTENT.dangers.map((rings) =>
      shape("path", { class: "danger", d: ringsPath(rings), "fill-rule": "evenodd", hidden: true }),
    ),
    overlay: shape("g", { class: "overlay" }),
    edges: shape("g", { class: "edges" }),
  };
  parts.dangers.forEach((path) => (path.style.fill = `url(#${id}-danger)`));
  parts.patterns = Object.keys(HATCHES).map((name) => [name, hatch(id, name)]);
  parts.world = shape(
    "g",
    { class: "world" },
    land,
    shape(
      "g",
      { class: "areas" },
      largestFirst().map((place) => parts.areas[place]),
    ),
    parts.hatched,
    shape("g", { class: "dangers" }, parts.dangers),
  );
  parts.svg = shape(
    "svg",
    { class: "chart", role: "group", "aria-label": say("mapLabel") },
    shape(
      "defs",
      {},
      parts.patterns.map(([, pattern]) => pattern),
    ),
    shape("rect", { class: "sea", width: "100%", height: "100%" }),
    parts.world,
    parts.graticule,
    parts.overlay,
    parts.edges,
  );
  return parts;
}

// Places of the areas so that no large one covers a small one.
function largestFirst() {
  const size = ({ shape: rings }) => {
    if (!rings) return 0;
    const [lons, lats] = [0, 1].map((part) => rings[0].filter((value, at) => at % 2 === part));
    return (Math.max(...lons) - Math.min(...lons)) * (Math.max(...lats) - Math.min(...lats));
  };
  const sizes = AREAS.map(size);
  return AREAS.map((area, place) => place).sort((a, b) => sizes[b] - sizes[a]);
}

function areaPath(area, place) {
  return shape(
    "path",
    {
      class: `area area-${area.kind || "none"}`,
      d: ringsPath(area.shape),
      "fill-rule": "evenodd",
      data: { area: place },
    },
    shape("title", { text: titled(area) }),
  );
}

// West, south, east and north of some areas; nothing if none has a place.
function boundsOf(places) {
  const rings = places
    .map((place) => AREAS[place])
    .filter((area) => area.centre)
    .flatMap((area) => area.shape || [area.centre]);
  if (!rings.length) return null;
  const [lons, lats] = [0, 1].map((part) =>
    rings.flatMap((ring) => ring.filter((value, at) => at % 2 === part)),
  );
  return [lons, lats]
    .map((all) => all.reduce((a, b) => Math.min(a, b)))
    .concat([lons, lats].map((all) => all.reduce((a, b) => Math.max(a, b))));
}

// A chart's frame: its size in px, px in a km, and the kilometres at its middle.
function fittedFrame(width, height, shown) {
  const [west, north, east, south] = boxOf(shown || CHART.shown);
  const scale = Math.min(
    (width * 0.84) / Math.max(east - west, LEAST_MAP),
    (height * 0.84) / Math.max(south - north, LEAST_MAP),
  );
  return held({ width, height, scale, x: (west + east) / 2, y: (north + south) / 2 });
}

// The frame within what is drawn: nobody sees where the land ends.
function held(frame) {
  const [west, north, east, south] = boxOf(CHART.reach);
  const least = Math.max(frame.width / (east - west), frame.height / (south - north));
  const scale = limited(frame.scale, least, 2000);
  const [halfX, halfY] = [frame.width / 2 / scale, frame.height / 2 / scale];
  return {
    ...frame,
    scale,
    x: limited(frame.x, west + halfX, east - halfX),
    y: limited(frame.y, north + halfY, south - halfY),
  };
}

const onScreen = (frame, [x, y]) => [
  (x - frame.x) * frame.scale + frame.width / 2,
  (y - frame.y) * frame.scale + frame.height / 2,
];
const fromScreen = (frame, [x, y]) => [
  (x - frame.width / 2) / frame.scale + frame.x,
  (y - frame.height / 2) / frame.scale + frame.y,
];

// Moves the picture into its frame, with the lines and the scale that belong to it.
function setFrame(parts, frame) {
  const { width, height, scale } = frame;
  parts.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const [x, y] = onScreen(frame, [0, 0]);
  parts.world.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
  for (const [name, pattern] of parts.patterns) {
    pattern.setAttribute("patternTransform", `scale(${1 / scale}) rotate(${HATCHES[name][1]})`);
  }
  drawGraticule(parts, frame);
}

function drawGraticule(parts, frame) {
  const { width, height } = frame;
  const [west, north] = unproject(...fromScreen(frame, [0, 0]));
  const [east, south] = unproject(...fromScreen(frame, [width, height]));
  const lines = [];
  const labels = [];
  const eastStep = graticuleStep(east - west, Math.max(2, width / 150));
  for (let at = Math.ceil(west / eastStep) * eastStep; at < east; at += eastStep) {
    const [x] = onScreen(frame, project(at, ORIGIN.lat));
    lines.push(`M${x.toFixed(1)} 0V${height}`);
    if (x > 60 && x < width - 60) labels.push(shape("text", { x: x + 3, y: 11, text: eastText(at) }));
  }
  const northStep = graticuleStep(north - south, Math.max(2, height / 120));
  for (let at = Math.ceil(south / northStep) * northStep; at < north; at += northStep) {
    const [, y] = onScreen(frame, project(ORIGIN.lon, at));
    lines.push(`M0 ${y.toFixed(1)}H${width}`);
    if (y > 24 && y < height - 40) labels.push(shape("text", { x: 3, y: y - 3, text: northText(at) }));
  }
  emptied(parts.graticule).append(shape("path", { d: lines.join("") }));
  emptied(parts.edges).append(...labels, scaleBar(frame));
}

// Kilometres and nautical miles, true in the middle of the map.
function scaleBar(frame) {
  const most = Math.min(180, frame.width / 4);
  const km = roundLength(frame.scale, most);
  const miles = roundLength(frame.scale * 1.852, most);
  const [left, base] = [12, frame.height - 26];
  const kmPx = km * frame.scale;
  const milePx = miles * frame.scale * 1.852;
  return shape(
    "g",
    { class: "scale" },
    shape("path", { d: `M${left} ${base - 6}v6h${kmPx}v-6 M${left} ${base + 6}v-6h${milePx}v6` }),
    shape("text", { x: left + kmPx + 5, y: base - 3, text: say("km", { n: km }) }),
    shape("text", { x: left + milePx + 5, y: base + 11, text: say("nm", { n: miles }) }),
  );
}
