// The printed maps: one of everything, with the names of the areas beside it, and one of each site.

const CHART_SIZE = [1130, 890]; // px
const SITE_SIZE = [730, 425];
const SITES_A_PAGE = 4;

function mapPages() {
  const whole = element(
    "div",
    { class: "paper-chart" },
    paperChart(
      "p",
      CHART_SIZE,
      AREAS.map((area, place) => place),
    ),
    element(
      "div",
      { class: "paper-areas" },
      mapLegend("paper", false),
      element(
        "ul",
        {},
        AREAS.map((area) =>
          element("li", {}, areaSign(area.kind), element("b", { text: area.id }), ` ${area.title || ""}`),
        ),
      ),
    ),
  );
  const pages = [sheet("paper-map", say("map"), whole)];
  const sites = sitesOfMap();
  for (let first = 0; first < sites.length; first += SITES_A_PAGE) {
    const some = sites.slice(first, first + SITES_A_PAGE);
    pages.push(
      sheet(
        "paper-sites",
        say("sites"),
        element(
          "div",
          { class: "paper-grid" },
          some.map(([site, places], number) =>
            element(
              "figure",
              {},
              element("figcaption", { text: site }),
              paperChart(`p${first + number}`, SITE_SIZE, places),
            ),
          ),
        ),
      ),
    );
  }
  return pages;
}

// Sites with more than one area that has a place, and those areas.
function sitesOfMap() {
  const sites = new Map();
  AREAS.forEach((area, place) => {
    if (area.site && area.centre) sites.set(area.site, [...(sites.get(area.site) || []), place]);
  });
  return [...sites].filter(([, places]) => places.length > 1);
}

// A still picture of some areas, with every danger zone of the exercise.
function paperChart(id, [width, height], places) {
  const parts = chartPicture(id);
  const frame = fittedFrame(width, height, boundsOf(places));
  setFrame(parts, frame);
  drawDangers(parts, () => true);
  drawTags(
    parts,
    frame,
    AREAS.map(() => ({ running: [], taken: [], units: [], idle: [], shutBy: [], closed: false })),
  );
  parts.svg.setAttribute("width", width);
  parts.svg.setAttribute("height", height);
  return parts.svg;
}
