"""Rules that hold for the exercise as a whole."""

from __future__ import annotations

from source.rows import row

_CEREMONIES = "ceremony; sports; culture"

RULES = [
    row("R-WORK", "At most 14 hours of work a day", kind="most work a day", limit=14),
    row(
        "R-FLY",
        "Crews fly at most 8 hours a day",
        kind="most work a day",
        limit=8,
        units="K-HELI; K-FTR; A-SAR; U-HELI",
    ),
    row("R-REST", "At least 7 hours between working days", kind="least rest", limit=7),
    row(
        "R-QUIET",
        "Quiet in town and camp at night",
        kind="quiet hours",
        hours="23:00-05:00",
        areas="AKT-PARADE; AKT-STADIUM; OYM-CAMP",
    ),
    row(
        "R-NOON",
        "No live fire in the heat of noon",
        kind="barred hours",
        hours="12:30-15:30",
        serial_kinds="live fire",
        except_serials="S-603",
    ),
    row(
        "R-NIGHT",
        "No firing by night near Kuryk",
        kind="barred hours",
        hours="22:30-05:30",
        serial_kinds="live fire",
        areas="TOK-COAST; TOK-BEACH; TOK-SEA",
        notes="invented; the town is near the cape",
    ),
    row(
        "R-PRAYER",
        "Friday prayer",
        kind="prayer time",
        hours="13:00-14:00",
        days="Fri",
        nations="AZE; KAZ; KGZ; TJK; UZB",
        except_serials="S-531",
    ),
    row(
        "R-CROSSING",
        "Rest after the crossing",
        kind="holiday",
        days="2024-07-08",
        units="A-NAV; A-ASLT; A-SOF",
        except_serials="S-102",
        notes="invented: a day of rest for those who came by sea",
    ),
    row(
        "R-FAIR-TOK",
        "Fair share of the beach and the sea at Tokmak",
        kind="fair share",
        limit=20,
        areas="TOK-BEACH; TOK-SEA",
    ),
    row(
        "R-FAIR-OYM",
        "Fair share of the ranges at Oymasha",
        kind="fair share",
        limit=12,
        areas="OYM-1; OYM-2; OYM-3",
    ),
]
