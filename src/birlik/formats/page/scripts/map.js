// The map: moved and zoomed by hand, dressed for the moment that the cursor stands on.

const chartMap = { parts: null, frame: null, fitted: true };

function mapSection() {
  if (!CHART)
    return element(
      "section",
      { class: "map", id: "map" },
      element("p", { class: "nothing", text: say("noMap") }),
    );
  const parts = chartPicture("m");
  chartMap.parts = parts;
  parts.svg.setAttribute("tabindex", "0");
  const buttons = element(
    "div",
    { class: "map-buttons" },
    button("+", () => zoomMap(ZOOM_STEP), {
      class: "icon",
      "aria-label": say("zoomIn"),
      title: say("zoomIn"),
    }),
    button("−", () => zoomMap(1 / ZOOM_STEP), {
      class: "icon",
      "aria-label": say("zoomOut"),
      title: say("zoomOut"),
    }),
    button("⌂", wholeMap, { class: "icon", "aria-label": say("wholeMap"), title: say("wholeMap") }),
  );
  const legend = element(
    "details",
    { class: "legend" },
    element("summary", { text: say("legend") }),
    mapLegend("legend"),
  );
  let asked = false;
  legend.firstChild.addEventListener("click", () => (asked = true));
  chartMap.section = element("section", { class: "map", id: "map" }, parts.svg, buttons, legend);
  new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = chartMap.section;
    if (!width || !height) return;
    if (!asked) legend.open = width > 900 && height > 500;
    chartMap.frame =
      chartMap.fitted || !chartMap.frame
        ? fittedFrame(width, height)
        : held({ ...chartMap.frame, width, height });
    redrawMap();
  }).observe(chartMap.section);
  mapInput(parts.svg);
  return chartMap.section;
}

// What the signs of the map mean; `id` names the legend's own hatches.
function mapLegend(id, states) {
  const hatched = (name) => ({ fill: `url(#${id}-${name})` });
  const box = (name, style) => shape("rect", { class: name, x: 1, y: 1, width: 24, height: 12, style });
  const sample = (text, ...inside) =>
    element(
      "span",
      { class: "legend-row" },
      shape("svg", { class: "chart sample", viewBox: "0 0 26 14", "aria-hidden": "true" }, inside),
      text,
    );
  const defs = shape(
    "defs",
    {},
    ["danger", "closed"].map((name) => {
      const pattern = hatch(id, name);
      pattern.setAttribute("patternTransform", `scale(0.8) rotate(${HATCHES[name][1]})`);
      return pattern;
    }),
  );
  return [
    ["land", "sea", "air", "facility"].map((kind, place) =>
      sample([areaSign(kind), say(`area_${kind}`)], place ? null : defs, box(`area area-${kind}`)),
    ),
    states === false
      ? []
      : [
          sample(say("legendRunning"), box("area area-land is-running")),
          sample(say("legendTaken"), box("area area-land is-taken")),
          sample(say("legendShut"), box("area area-land"), box("cover is-shut", hatched("danger"))),
          sample(say("legendClosed"), box("area area-land"), box("cover is-closed", hatched("closed"))),
        ],
    sample(say("legendDanger"), box("danger", hatched("danger"))),
  ];
}

function zoomMap(factor, point) {
  const { frame } = chartMap;
  if (!frame) return;
  const at = point || [frame.width / 2, frame.height / 2];
  const [x, y] = fromScreen(frame, at);
  const next = held({ ...frame, scale: frame.scale * factor });
  const [nx, ny] = fromScreen(next, at);
  moveMap(held({ ...next, x: next.x + x - nx, y: next.y + y - ny }));
}

function moveMap(frame) {
  chartMap.frame = held(frame);
  chartMap.fitted = false;
  redrawMap();
}

function wholeMap() {
  const { width, height } = chartMap.frame;
  chartMap.fitted = true;
  chartMap.frame = fittedFrame(width, height);
  redrawMap();
}

// Brings some areas into the middle, as large as they fit.
function zoomToAreas(places) {
  const bounds = boundsOf(places);
  if (!bounds || !chartMap.frame) return;
  const { width, height } = chartMap.frame;
  moveMap(fittedFrame(width, height, bounds));
}

function mapInput(svg) {
  let hold = null;
  let pulled = false;
  const touches = new Map();
  const place = (event) => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  svg.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      zoomMap(Math.exp(-limited(event.deltaY, -120, 120) / 250), place(event));
    },
    { passive: false },
  );
  svg.addEventListener("pointerdown", (event) => {
    touches.set(event.pointerId, place(event));
    hold = { at: place(event), frame: chartMap.frame };
    pulled = false;
  });
  addEventListener("pointermove", (event) => {
    if (!touches.has(event.pointerId)) return;
    const before = [...touches.values()];
    touches.set(event.pointerId, place(event));
    const now = [...touches.values()];
    const apart = ([a, b]) => Math.hypot(a[0] - b[0], a[1] - b[1]);
    if (now.length === 2) {
      pulled = true;
      zoomMap(apart(now) / Math.max(1, apart(before)), [
        (now[0][0] + now[1][0]) / 2,
        (now[0][1] + now[1][1]) / 2,
      ]);
    } else if (hold) {
      const [dx, dy] = [now[0][0] - hold.at[0], now[0][1] - hold.at[1]];
      if (Math.abs(dx) + Math.abs(dy) > 4) pulled = true;
      if (pulled)
        moveMap({
          ...hold.frame,
          x: hold.frame.x - dx / hold.frame.scale,
          y: hold.frame.y - dy / hold.frame.scale,
        });
    }
  });
  for (const event of ["pointerup", "pointercancel"]) {
    addEventListener(event, (end) => {
      touches.delete(end.pointerId);
      hold = null;
    });
  }
  svg.addEventListener("click", (event) => {
    if (!pulled) pick(event.target);
  });
  svg.addEventListener("keydown", (event) => {
    const arrow = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[
      event.key
    ];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { frame } = chartMap;
    if (arrow)
      moveMap({ ...frame, x: frame.x + arrow[0] / frame.scale, y: frame.y + arrow[1] / frame.scale });
    else if (event.key === "Enter" || event.key === " ") pick(event.target);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

// A click on a tag of several areas goes closer; on one area it opens its programme.
function pick(target) {
  const tag = target.closest("[data-areas]");
  if (tag) {
    const places = tag.dataset.areas.split(" ").map(Number);
    if (places.length > 1) zoomToAreas(places);
    else openPanel("area", AREAS[places[0]].id);
    return;
  }
  const danger = target.closest("[data-serial]");
  if (danger) return openPanel("serial", danger.dataset.serial);
  const area = target.closest("[data-area]");
  if (area) openPanel("area", AREAS[Number(area.dataset.area)].id);
}

function drawMap() {
  const { parts, frame } = chartMap;
  if (!parts || !frame || !parts.svg.clientWidth) return;
  setFrame(parts, frame);
  const states = areaStates(view.cursor);
  dressAreas(parts, states);
  drawDangers(parts, (entry) => runsAt(entry, view.cursor));
  drawTags(parts, frame, states);
}

const redrawMap = soon(drawMap);

// Areas as they are at the moment: shut and closed ones are covered by a hatch.
function dressAreas(parts, states) {
  emptied(parts.hatched);
  parts.areas.forEach((path, place) => {
    if (!path) return;
    const name = stateName(states[place]);
    path.setAttribute("class", `area area-${AREAS[place].kind || "none"} is-${name}`);
    if (name !== "shut" && name !== "closed") return;
    const cover = shape("path", {
      class: `cover is-${name}`,
      d: path.getAttribute("d"),
      "fill-rule": "evenodd",
    });
    cover.style.fill = `url(#${parts.id}-${name === "shut" ? "danger" : "closed"})`;
    parts.hatched.append(cover);
  });
}

function drawDangers(parts, shown) {
  const serials = CONTENT.dangers.map(() => []);
  for (const entry of ENTRIES)
    if (entry.danger !== undefined && shown(entry)) serials[entry.danger].push(entry);
  parts.dangers.forEach((path, place) => {
    path.toggleAttribute("hidden", !serials[place].length);
    if (serials[place].length) {
      path.dataset.serial = serials[place][0].key;
      emptied(path).append(
        shape("title", { text: say("dangerOf", { name: serials[place].map(nameOf).join(", ") }) }),
      );
    }
  });
}

function drawTags(parts, frame, states) {
  const focused =
    document.activeElement && document.activeElement.dataset && document.activeElement.dataset.areas;
  const { tags, dots } = layTags(frame, states);
  emptied(parts.overlay);
  for (const { x, y, areas, busy } of dots) {
    parts.overlay.append(
      shape("circle", {
        class: busy ? "dot busy" : "dot",
        cx: x,
        cy: y,
        r: busy ? 4 : 2.5,
        data: { areas: areas.join(" ") },
      }),
    );
  }
  for (const tag of [...tags].reverse()) parts.overlay.append(tagNode(tag));
  if (focused) {
    const again = parts.overlay.querySelector(`g[data-areas="${CSS.escape(focused)}"]`);
    if (again) again.focus();
  }
}

function tagNode(tag) {
  const text = tag.lines.map((line) => line.text).join(" ");
  return shape(
    "g",
    {
      class: tag.busy ? "tag busy" : "tag",
      transform: `translate(${tag.left.toFixed(1)} ${tag.top.toFixed(1)})`,
      data: { areas: tag.areas.join(" ") },
      tabindex: "0",
      role: "button",
      "aria-label": text,
    },
    shape("rect", { width: tag.width.toFixed(1), height: tag.height, rx: 3 }),
    tag.lines.map((line, row) =>
      shape("text", { class: line.name, x: 6, y: 13 + row * TAG_LINE, text: `${line.text} ` }),
    ),
  );
}

listen("cursor mode theme", () => redrawMap());
