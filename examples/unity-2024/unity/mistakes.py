"""The mistakes of the first draft: what was typed where, and the finding that shows each."""

from __future__ import annotations

from dataclasses import dataclass

from unity.edits import Column, Comment, Edit, Formula, Merge, Put, Row, Sheet


@dataclass(frozen=True)
class Found:
    """A finding and its cell: that of a record's field, of a heading, or the sheet as a whole."""

    code: str
    sheet: str
    record: str = ""
    heading: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.code, self.sheet, self.record, self.heading) if part)


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong in the first draft.

    Attributes
    ----------
    what : str
        What happened, in a sentence.
    edits : tuple of Edit
    found : tuple of Found
    unplaced : tuple of (str, str)
        Serial that the planner cannot place because of it, and the code, if only planning shows it.
    """

    what: str
    edits: tuple[Edit, ...]
    found: tuple[Found, ...] = ()
    unplaced: tuple[tuple[str, str], ...] = ()


_IN_CELLS = (
    Mistake(
        "The sheet About, which is no mistake: sheets of one's own are kept",
        (),
        (Found("B111", "About"),),
    ),
    Mistake(
        "A nation keeps a sheet of its own in the workbook",
        (
            Sheet(
                "Phone list (invented)",
                (
                    ("Name", "Office", "Telephone"),
                    ("Duty officer", "Joint command post", "+7 000 000 00 01"),
                    ("Duty officer", "Regional crisis centre", "+7 000 000 00 02"),
                ),
            ),
        ),
        (Found("B111", "Phone list (invented)"),),
    ),
    Mistake(
        "Planners added columns of their own",
        (
            Column("Units", "Point of contact", {"KGZ-HQ": "Operations officer, ext. 4711"}),
            Column("Serials", "Remarks of UZB", {"S-364": "Bring own targets"}),
        ),
        (
            Found("B112", "Units", heading="Point of contact"),
            Found("B112", "Serials", heading="Remarks of UZB"),
        ),
    ),
    Mistake(
        "A column stands twice",
        (Column("Resources", "Quantity", {"TUG": 2}),),
        (Found("B113", "Resources", heading="Quantity"),),
    ),
    Mistake(
        "The exercise of last year was left below",
        (Row("Exercise", {"Id": "UNITY-2023", "Title": "Draft of last year", "Host": "KAZ"}),),
        (Found("B115", "Exercise", "UNITY-2023", "Id"),),
    ),
    Mistake(
        "Two people made a sheet of action items",
        (Sheet("Action-items", (("Id", "Title"), ("A-09", "Send blood groups"))),),
        (Found("B116", "Action-items"),),
    ),
    Mistake(
        "A duration is a guess in words",
        (Put("Serials", "S-407", "Duration [min]", "abt. 2 hrs"),),
        (Found("B120", "Serials", "S-407", "Duration [min]"),),
    ),
    Mistake(
        "A date can be read in two ways",
        (Put("Serials", "S-103", "Fixed start", "08/07/2024 11:30"),),
        (Found("B121", "Serials", "S-103", "Fixed start"),),
    ),
    Mistake(
        "A date is typed as a text",
        (Put("Serials", "S-101", "Fixed start", "08.07.2024 06:00"),),
        (Found("B122", "Serials", "S-101", "Fixed start"),),
    ),
    Mistake(
        "A date-time group, which is no mistake: it is understood",
        (Put("Serials", "S-105", "Fixed start", "090100ZJUL24"),),
    ),
    Mistake(
        "A duration is a formula",
        (Formula("Serials", "S-311", "Duration [min]", "=3*60", 180),),
        (Found("B123", "Serials", "S-311", "Duration [min]"),),
    ),
    Mistake(
        "A formula came from another workbook and lost its result",
        (Formula("Serials", "S-325", "Duration [min]", "=Ranges!D14*60"),),
        (Found("B124", "Serials", "S-325", "Duration [min]"),),
    ),
    Mistake(
        "A formula points to a row that was deleted",
        (Put("Serials", "S-402", "Duration [min]", "#REF!"),),
        (Found("B124", "Serials", "S-402", "Duration [min]"),),
    ),
    Mistake(
        "Two rows share one merged cell, so the second has no area",
        (Merge("Serials", "S-412", "S-413", "Areas"),),
        (Found("B125", "Serials", "S-412", "Areas"),),
    ),
    Mistake(
        "Something important stands in a comment only",
        (Comment("Serials", "S-408", "Resources", "Ask the port for a third tug!"),),
        (Found("B126", "Serials", "S-408", "Resources"),),
    ),
)

_IN_RECORDS = (
    Mistake(
        "A duration was forgotten",
        (Put("Serials", "S-433", "Duration [min]", None),),
        (Found("B201", "Serials", "S-433", "Duration [min]"),),
    ),
    Mistake(
        "Two serials were given the same id by two nations",
        (
            Row(
                "Serials",
                {
                    "Id": "S-713",
                    "Title": "Chess tournament",
                    "Kind": "sports",
                    "Phase": "P-3",
                    "Priority": 5,
                    "Duration [min]": 120,
                    "Areas": "OYM-CAMP",
                    "Nations": "KGZ; TJK",
                },
            ),
        ),
        (Found("B202", "Serials", "S-713", "Id"),),
    ),
    Mistake(
        "An area that nobody has entered",
        (Put("Serials", "S-414", "Areas", "TOK-BEACH + TOKMAK-X"),),
        (Found("B203", "Serials", "S-414", "Areas"),),
    ),
    Mistake(
        "A letter of the Cyrillic alphabet in a Latin id: it looks right and is not",
        (Put("Serials", "S-331", "Units", "KAZ-\u0410SLT-1; KGZ-ASLT-1"),),
        (Found("B203", "Serials", "S-331", "Units"),),
    ),
    Mistake(
        "The same unit was entered again on another keyboard",
        (
            Row(
                "Units",
                {
                    "Id": "UZB-S\u041eF-1",
                    "Title": "Special Forces Group (UZB)",
                    "Nation": "UZB",
                    "Contingent": "C-UZB",
                    "Kind": "SOF",
                    "Personnel [people]": 20,
                },
            ),
        ),
        (Found("B205", "Units", "UZB-S\u041eF-1", "Id"),),
    ),
    Mistake(
        "An id mixes two alphabets",
        (
            Row(
                "Areas",
                {
                    "Id": "\u041aUR-ROADS",
                    "Title": "Roads of Kuryk",
                    "Kind": "sea",
                    "Site": "KURYK",
                },
            ),
        ),
        (Found("B204", "Areas", "\u041aUR-ROADS", "Id"),),
    ),
    Mistake(
        "A rule names a kind of serial with a slip, and so holds for none",
        (Put("Rules", "R-05", "Kinds of serial", "live fier"),),
        (Found("B206", "Rules", "R-05", "Kinds of serial"),),
    ),
    Mistake(
        "A serial waits for itself",
        (Put("Serials", "S-353", "After", "S-353"),),
        (Found("B207", "Serials", "S-353", "After"),),
    ),
    Mistake(
        "A unit stands twice in a list",
        (Put("Serials", "S-401", "Units", "AZE-SHIP-1; AZE-SHIP-2; AZE-SHIP-1; KAZ-SHIP-1"),),
        (Found("B208", "Serials", "S-401", "Units"),),
    ),
)

_AGAINST_ONE_ANOTHER = (
    Mistake(
        "A conference ends before it begins",
        (Put("Conferences", "MPC", "Ends", "2024-04-03 18:00"),),
        (Found("B301", "Conferences", "MPC", "Ends"),),
    ),
    Mistake(
        "A serial lasts longer than the time it is given",
        (
            Put("Serials", "S-902", "Earliest start", "2024-07-16 19:00"),
            Put("Serials", "S-902", "Latest end", "2024-07-16 20:30"),
        ),
        (Found("B301", "Serials", "S-902", "Latest end"),),
    ),
    Mistake(
        "Two serials wait for each other",
        (Put("Serials", "S-391", "After", "S-124; S-392"),),
        (Found("B302", "Serials", "S-391", "After"),),
    ),
    Mistake(
        "More safety teams than there are",
        (Put("Serials", "S-337", "Resources", "6 x SAFETY-TEAM; 1 x AMBULANCE"),),
        (Found("B303", "Serials", "S-337", "Resources"),),
    ),
    Mistake(
        "More tank companies than come",
        (Put("Serials", "S-315", "Choose units", "3 x TANK @ KAZ"),),
        (Found("B304", "Serials", "S-315", "Choose units"),),
    ),
    Mistake(
        "More people than the site holds",
        (Put("Serials", "S-601", "Further people [people]", 600),),
        (Found("B305", "Serials", "S-601", "Areas"),),
    ),
    Mistake(
        "One company is to be in two places at the same moment",
        (Put("Serials", "S-721", "Units", "KAZ-OPFOR-1"),),
        (Found("B306", "Serials", "S-721", "Together with"),),
    ),
    Mistake(
        "A unit departs before it arrives",
        (
            Row(
                "Units",
                {
                    "Id": "KGZ-PRESS-1",
                    "Title": "Press Team (KGZ)",
                    "Nation": "KGZ",
                    "Contingent": "C-KGZ",
                    "Kind": "PRESS",
                    "Arrives": "2024-07-14 18:00",
                    "Departs": "2024-07-12 18:00",
                },
            ),
        ),
        (Found("B307", "Units", "KGZ-PRESS-1", "Departs"),),
    ),
    Mistake(
        "A serial is put after ENDEX",
        (Put("Serials", "S-903", "Earliest start", "2024-07-18 06:00"),),
        (Found("B308", "Serials", "S-903", "Earliest start"),),
    ),
    Mistake(
        "The rounds ordered are not enough",
        (Put("Resources", "AMMO-ARTY", "Quantity", 300),),
        (Found("B309", "Resources", "AMMO-ARTY", "Quantity"),),
    ),
    Mistake(
        "A pool that nobody draws on",
        (Row("Resources", {"Id": "MINE-PLOUGH", "Title": "Mine ploughs", "Quantity": 2}),),
        (Found("B310", "Resources", "MINE-PLOUGH", "Id"),),
    ),
    Mistake(
        "A range without a position, where a danger radius needs one",
        (
            Row(
                "Areas",
                {"Id": "TOK-RANGE", "Title": "Range Tokmak (to be surveyed)", "Site": "TOKMAK"},
            ),
            Put("Serials", "S-365", "Areas", "TOK-RANGE"),
        ),
        (Found("B311", "Areas", "TOK-RANGE", "Position"),),
    ),
    Mistake(
        "A rule of rest without hours",
        (Put("Rules", "R-02", "Limit [h]", None),),
        (Found("B312", "Rules", "R-02", "Limit [h]"),),
    ),
    Mistake(
        "Two ceremonies are fixed at the same time with the same units",
        (Put("Serials", "S-701", "Fixed start", "2024-07-11 10:00"),),
        (Found("B314", "Serials", "S-702", "Fixed start"),),
    ),
    Mistake(
        "The corners of an outline are in the wrong order",
        (
            Put(
                "Areas",
                "TYU-COAST",
                "Outline",
                "44.470 50.250; 44.530 50.330; 44.530 50.250; 44.470 50.330",
            ),
        ),
        (Found("B315", "Areas", "TYU-COAST", "Outline"),),
    ),
    Mistake(
        "A unit is entered with the contingent of another nation",
        (Put("Units", "AZE-ENG-1", "Contingent", "C-KAZ"),),
        (Found("B316", "Units", "AZE-ENG-1", "Contingent"),),
    ),
)

_ONLY_IN_PLANNING = (
    Mistake(
        "A night serial in an area that is open by day only",
        (Put("Serials", "S-351", "Light", "night"),),
        unplaced=(("S-351", "B401"),),
    ),
    Mistake(
        "A serial longer than its area is open",
        (Put("Serials", "S-904", "Duration [min]", 900),),
        unplaced=(("S-904", "B401"),),
    ),
    Mistake(
        "Two events want the same hall on the same evening",
        (
            Row(
                "Serials",
                {
                    "Id": "S-723",
                    "Title": "Rehearsal of the orchestra",
                    "Kind": "culture",
                    "Phase": "P-4",
                    "Duration [min]": 180,
                    "Nations": "KAZ",
                    "Areas": "AKT-HALL",
                    "Days": "2024-07-15",
                    "Hours": "17:00-22:00",
                },
            ),
        ),
        unplaced=(("S-722", "B402"),),
    ),
)

MISTAKES = (*_IN_CELLS, *_IN_RECORDS, *_AGAINST_ONE_ANOTHER, *_ONLY_IN_PLANNING)
