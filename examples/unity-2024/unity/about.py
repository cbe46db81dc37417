"""The sheet About: what was reported in public, by whom, and what is invented."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from birlik.exercise.plan import ForeignSheet
from birlik.formats.workbook.reader import workbook_plan

TITLE = "About"

FIRST_LINE = (
    "Reconstruction for demonstration. Public facts are cited; everything else is invented."
)

#: What was reported, in our own words, and who reported it.
FACTS = (
    (
        (
            "A command-staff exercise of five nations: Azerbaijan, Kazakhstan (host), Kyrgyzstan, "
            "Tajikistan, Uzbekistan"
        ),
        "trend.az, 4 April 2024; Azernews, 8 April 2024",
    ),
    (
        (
            "A planning conference in Aktau discussed preparations and tasks; a deputy chief of the host's "
            "General Staff chaired it"
        ),
        "trend.az, 4 April 2024; el.kz, April 2024",
    ),
    (
        "A joint plan of the five ministries was signed; some media call the meeting one of ministers",
        "gazeta.uz, 4 April 2024; el.kz",
    ),
    (
        (
            "Sites: the Oymasha training ground; the Tyub-Karagan peninsula; Cape Tokmak and a sea area 2 km "
            "off it; all in the Mangystau region"
        ),
        "Azernews, 8 April 2024; gazeta.uz; aktaupost",
    ),
    (
        (
            "Kazakh servicemen had visited Azerbaijan in January: naval infantry, special forces, island, "
            "security at sea, infrastructure"
        ),
        "trend.az, 19 January 2024",
    ),
    ("Held from 8 to 17 July 2024", "qalampir.uz; news.az"),
    ("About 4,000 people and up to 700 pieces of equipment", "qalampir.uz; news.az"),
    (
        (
            "Theme: a joint operation to identify and contain the area of an armed conflict; freeing an "
            "island, security at sea, protection of infrastructure"
        ),
        "qalampir.uz; brecorder.com, 10 July 2024",
    ),
    (
        (
            "Took part: reconnaissance on land and in the air, naval special forces, artillery, assault and "
            "tank units, army and front aviation, warships and boats"
        ),
        "qalampir.uz; az24saat.org, 12 July 2024",
    ),
    (
        (
            "Azerbaijan: land forces, air force with search and rescue, navy. Kazakhstan: navy, air force, "
            "special operations forces of Regional Command West"
        ),
        "news.az, 12 July 2024; asiaplustj.info, 16 January 2024",
    ),
    ("Episodes by night at sea, and landings, were planned", "el.kz, April 2024"),
    (
        (
            "Opening ceremony in Aktau, about 11 to 12 July, with all contingents and ships' crews; sports "
            "(orienteering, tactical shooting) and cultural events between the training days"
        ),
        "news.az; az24saat.org, 12 July 2024",
    ),
    (
        (
            "Last episode at Cape Tokmak before ministers and attachés of 15 states: action on the coast, "
            "rescue of a downed crew, pass of equipment; then closing ceremony and awards"
        ),
        "news.az, July 2024",
    ),
    (
        (
            "Personnel of the Central Asian states observe exercises of Azerbaijan; visits, purchases and "
            "projects in both directions"
        ),
        "Azernews, 8 April 2024",
    ),
)

INVENTED = (
    "Names, sizes and equipment of units; shares of the contingents",
    "Outlines and positions of all areas, which are approximate and for drawing only",
    "Days, hours and durations of serials, beyond what is cited",
    "Pools and amounts, rules, decisions, action items, objectives and their criteria",
    "The whole script: storylines, events, incidents and injects, with all persons and groups in it",
)

HOW_TO_READ = (
    (
        "The notes of each record begin with public or with invented; public names what was reported and by "
        "whom, invented what was added"
    ),
    "Times are local (Asia/Aqtau, UTC+5)",
    "Owner and Releasable to are there to show markings; nothing in this workbook is classified",
)


def about_sheet() -> ForeignSheet:
    """Sheet About, in the form in which a plan keeps a sheet that is not its own."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = TITLE
    sheet.append([FIRST_LINE])
    sheet.append([])
    sheet.append(["What was reported", "Source"])
    for fact in FACTS:
        sheet.append(fact)
    headings = [1, 3]
    for title, lines in (("What is invented", INVENTED), ("How to read it", HOW_TO_READ)):
        sheet.append([])
        sheet.append([title])
        headings.append(sheet.max_row)
        for text in lines:
            sheet.append([text])
    for number in headings:
        for cell in sheet[number]:
            cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = 110
    sheet.column_dimensions["B"].width = 56
    for cells in sheet.iter_rows(min_row=4):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    content = io.BytesIO()
    book.save(content)
    (found,) = workbook_plan(content.getvalue()).plan.foreign_sheets
    return found.model_copy(update={"after": None})
