// How the timetable stands: complete or not, proven or not, and what its score means.

const STANDING = CONTENT.standing;

function stateText() {
  const { placed, serials, mandatoryLeftOut } = STANDING;
  const first = mandatoryLeftOut
    ? say("mandatoryLeftOut", { n: mandatoryLeftOut })
    : STANDING.whole
      ? say("placed", { n: serials, placed })
      : say("shownToYou", { n: placed });
  if (!STANDING.whole)
    return listText([first, STANDING.reserved ? say("reservedTimes", { n: STANDING.reserved }) : ""]);
  return listText([first, STANDING.optimal ? say("optimal") : STANDING.proven ? say("notOptimal") : ""]);
}

function stateButton() {
  const level = STANDING.mandatoryLeftOut ? "alarm" : STANDING.optionalLeftOut ? "warn" : "good";
  const sign = {
    alarm: "M8 1 L15 14 H1 Z M8 5 v5 M8 11.5 v1",
    warn: "M2 8 h12",
    good: "M2 8.5 L6 12.5 L14 3.5",
  }[level];
  return button(
    [
      shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, shape("path", { d: sign })),
      element("span", { text: stateText() }),
    ],
    () => openPanel("standing", ""),
    { class: `state ${level}`, title: say("standing") },
  );
}

function standingFacts() {
  const broken = ENTRIES.filter((entry) => entry.wishesBroken.length);
  return [
    element("p", { class: "lead", text: stateText() }),
    STANDING.stale ? element("p", { class: "alarm-text", text: say("stale") }) : null,
    STANDING.whole ? scoreBlock() : element("p", { class: "prose", text: say("partOnly") }),
    LEFT_OUT.length
      ? leftOutList(LEFT_OUT)
      : block(say("leftOut"), element("p", { text: say("nobodyLeftOut") })),
    block(
      say("wishesBroken"),
      broken.length
        ? element(
            "ul",
            { class: "rows" },
            broken.map((entry) =>
              element(
                "li",
                {},
                serialLink(entry.id),
                element("small", { text: entry.wishesBroken.join(", ") }),
              ),
            ),
          )
        : element("p", { text: say("allWishesKept") }),
    ),
    block(
      say("origin"),
      facts(
        fact(say("plan"), element("code", { text: STANDING.plan })),
        STANDING.whole ? fact(say("seed"), number(STANDING.seed)) : null,
        STANDING.whole
          ? fact(say("reproducible"), say(STANDING.reproducible ? "reproducibleYes" : "reproducibleNo"))
          : null,
        fact(say("marking"), CONTENT.marking),
        fact(say("theme"), CONTENT.exercise.theme),
      ),
    ),
  ];
}

const scoreText = (name, value) =>
  name === "unfairness" || name === "end" ? lengthText(value) : number(value);

// Each number of the score, what it means, and what is proven about it.
function scoreBlock() {
  const rows = STANDING.score
    .filter(([name, found]) => found || !name.startsWith("priority"))
    .map(([name, found, least]) => {
      const proven =
        least === null
          ? say("unproven")
          : least === found
            ? say("provenLeast")
            : say("provenAtLeast", { least: scoreText(name, least) });
      return element(
        "tr",
        {},
        element(
          "th",
          { scope: "row" },
          say(`score_${name}`),
          element("small", { text: say(`scoreHelp_${name}`) }),
        ),
        element("td", { text: scoreText(name, found) }),
        element("td", { class: least === found ? "kept" : "", text: proven }),
      );
    });
  return block(
    say("score"),
    element("p", { class: "prose", text: say("scoreHelp") }),
    element(
      "table",
      { class: "score" },
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ["scoreLevel", "scoreFound", "scoreProven"].map((name) =>
            element("th", { scope: "col", text: say(name) }),
          ),
        ),
      ),
      element("tbody", {}, rows),
    ),
  );
}
