"""Rules that hold for the exercise as a whole."""

from __future__ import annotations

from birlik.exercise.records.rules import Rule
from unity.rows import row

RULES = (
    row(
        Rule,
        "R-01",
        "Nobody works more than 12 hours a day",
        kind="most work a day",
        limit=12,
    ),
    row(
        Rule,
        "R-02",
        "Seven hours of rest between two days",
        kind="least rest",
        limit=7,
    ),
    row(
        Rule,
        "R-03",
        "Aircrews rest nine hours",
        kind="least rest",
        limit=9,
        units="KAZ-AVN-1; KAZ-HELI-1; KAZ-HELI-2; AZE-HELI-1; KAZ-SAR-1",
    ),
    row(
        Rule,
        "R-04",
        "Quiet in the camps at night",
        kind="quiet hours",
        hours="22:30-05:30",
        areas="OYM-CAMP; TOK-CAMP",
    ),
    row(
        Rule,
        "R-05",
        "No live fire in the noon heat on land",
        kind="barred hours",
        hours="12:30-15:30",
        serial_kinds="live fire",
        areas="OYM-TANK; OYM-ART; OYM-ASLT-N; OYM-ASLT-S; OYM-SA; OYM-ENG; TOK-INLAND; TOK-BEACH",
    ),
    row(
        Rule,
        "R-06",
        "No firing at night within hearing of Kuryk and the camps",
        kind="barred hours",
        hours="23:30-06:00",
        serial_kinds="live fire",
        except_serials="S-423",
        notes="invented; the island at night is excepted by decision D-05",
    ),
    row(
        Rule,
        "R-07",
        "Rest day of the contingents of Kyrgyzstan and Tajikistan",
        kind="holiday",
        hours="00:00-16:30",
        days="2024-07-14",
        nations="KGZ; TJK",
        except_serials="S-705; S-706; S-711; S-712",
        notes="invented; not a public holiday",
    ),
    row(
        Rule,
        "R-08",
        "Friday prayer, for those who wish to attend",
        kind="prayer time",
        hours="13:00-14:00",
        days="Fri",
    ),
    row(
        Rule,
        "R-09",
        "Fair share of the beach, the sea off Tokmak and the island",
        kind="fair share",
        limit=3,
        nations="AZE; KAZ",
        areas="TOK-BEACH; TOK-SEA-N; TOK-SEA-S; TOK-ISLE",
    ),
    row(
        Rule,
        "R-10",
        "Fair share of the live-fire ranges of Oymasha among the guests",
        kind="fair share",
        limit=1,
        nations="KGZ; TJK; UZB",
        areas="OYM-TANK; OYM-ART; OYM-ASLT-N; OYM-ASLT-S; OYM-SA",
        serial_kinds="live fire",
    ),
)
