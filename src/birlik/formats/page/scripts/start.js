// Puts the page together and opens it where the address says, or where the reader is best served.

function keepAddress() {
  const address = addressOfView();
  try {
    history.replaceState(null, "", address ? `#${address}` : location.pathname + location.search);
  } catch (refused) {
    // Some browsers keep the address of a file as it is; nothing but the bookmark is lost.
  }
}

function start() {
  const app = element(
    "div",
    { class: "app" },
    header(),
    toolbar(),
    element(
      "div",
      { class: "stage" },
      element("main", { class: "views" }, timelineSection(), mapSection(), listSection()),
      panelSection(),
    ),
    timebarSection(),
  );
  document.body.append(app, helpDialog(), printSection());
  timelineInput();
  keysOfPage();
  listen(`${KEPT.join(" ")} panel`, keepAddress);
  look({ mode: narrow.matches ? "list" : "timeline", cursor: firstMoment(), ...readAddress() });
  showMode();
  layLanes();
  resized();
  if (view.mode === "list") drawList();
  addEventListener("hashchange", () => look(readAddress()));
  document.documentElement.classList.toggle("margins", printsMargins());
  document.body.classList.add("ready");
}

// The present during the exercise, and otherwise the first serial.
function firstMoment() {
  const now = Date.now() / 60000;
  if (now > STARTEX && now < ENDEX) return Math.round(now / 5) * 5;
  return ENTRIES.length ? ENTRIES[0].begins : STARTEX;
}

// Whether the browser prints the margins of a page, as Chromium does from 131; no feature of the page tells.
function printsMargins() {
  const match = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
  return match !== null && Number(match[1]) >= 131;
}

start();
