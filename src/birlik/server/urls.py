"""The addresses of all pages; each room lists its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, register_converter

from birlik.server.api.description import documentation, openapi
from birlik.server.api.rest import api
from birlik.server.web import (
    appearance,
    carrying,
    health,
    inviting,
    overview,
    past,
    programme,
    records,
)
from birlik.server.web.board import urls as board
from birlik.server.web.conference import acts, changes, room, signing
from birlik.server.web.documents import notices, papers, visitors
from birlik.server.web.kinds import KindConverter
from birlik.server.web.map import areas as map_areas
from birlik.server.web.map import pages as map_pages
from birlik.server.web.map import taking_in as map_taking_in
from birlik.server.web.work import urls as work
from birlik.server.web.year import programme as programme_of_year

register_converter(KindConverter, "kind")

handler400 = "birlik.server.web.errors.bad_request"
handler403 = "birlik.server.web.errors.denied"
handler404 = "birlik.server.web.errors.absent"
handler429 = "birlik.server.web.errors.too_many"
handler500 = "birlik.server.web.errors.broken"

#: Pages of the conference room.
conference_pages = [
    path("conference/", room.rooms, name="conferences"),
    path("conference/<str:conference>/", room.room, name="conference"),
    path("conference/<str:conference>/agenda/", acts.agenda, name="agenda"),
    path("conference/<str:conference>/agenda/<str:item>/", acts.point, name="agenda_point"),
    path("conference/<str:conference>/decisions/", acts.decide, name="decide"),
    path("conference/<str:conference>/decisions/<str:decision>/", room.decision, name="decision"),
    path(
        "conference/<str:conference>/decisions/<str:decision>/change/",
        acts.change_decision,
        name="change_decision",
    ),
    path("conference/<str:conference>/action-items/", acts.promise, name="promise"),
    path(
        "conference/<str:conference>/action-items/<str:item>/",
        acts.action_item,
        name="action_item",
    ),
    path("conference/<str:conference>/freeze/", acts.freeze, name="freeze"),
    path("open-decision/close/", acts.close_decision, name="close_decision"),
    path("concurrence/<str:baseline>/", signing.concurrence, name="concurrence"),
    path("what-changed/", changes.what_changed, name="what_changed"),
]

#: Pages of one exercise; the key of its log stands before them.
exercise_pages: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("map/", map_pages.map_page, name="map"),
    path("map/content", map_pages.content, name="map_content"),
    path("map/area", map_areas.store_area, name="map_area"),
    path("map/import/", map_taking_in.take_in, name="map_import"),
    path("map/import/<str:key>/", map_taking_in.preview, name="map_import_preview"),
    path("history/", past.history, name="history"),
    path("history/take-back/", past.take_back, name="take_back"),
    path("history/as-of/", past.as_of, name="as_of"),
    *conference_pages,
    path("baselines/", past.name_baseline, name="name_baseline"),
    path("baselines/<str:key>/", past.baseline, name="baseline"),
    path("import/", carrying.import_plan, name="import"),
    path("import/<str:key>/", carrying.preview, name="import_preview"),
    path("invitations/", inviting.invitations, name="exercise_invitations"),
    path(
        "invitations/<str:key>/withdraw/",
        inviting.withdraw_one,
        name="withdraw_exercise_invitation",
    ),
    *board.pages,
    *work.pages,
    path("export/", carrying.export, name="export"),
    path("documents/", papers.documents, name="documents"),
    path("documents/<str:form>", papers.document, name="document"),
    path("warnings/", notices.warnings, name="warnings"),
    path("warnings/issue/", notices.issue_notice, name="issue_notice"),
    path("warnings/cancel/", notices.cancel_notice, name="cancel_notice"),
    path("visitors/", visitors.visitors, name="visitors"),
    path("visitors/<str:form>", visitors.invitation_form, name="invitation"),
    path("export/<str:form>", carrying.export_form, name="export_form"),
    path("<kind:kind>/", records.records, name="records"),
    path("<kind:kind>/grid/", include("birlik.server.web.grid.urls")),
    path("<kind:kind>/new/", records.new_record, name="new_record"),
    path("<kind:kind>/<str:record>/", records.record, name="record"),
    path("<kind:kind>/<str:record>/remove/", records.remove_record, name="remove_record"),
]

urlpatterns = [
    path("", programme.home, name="home"),
    path("appearance/", appearance.choose, name="appearance"),
    path("design/", appearance.design, name="design"),
    path("health", health.health, name="health"),
    path("metrics", health.metrics, name="metrics"),
    path("api/openapi.json", openapi, name="openapi"),
    path("api/documentation/", documentation, name="documentation"),
    path("api/", api.urls),
    path("accounts/", include("birlik.server.people.account_urls")),
    path("", include("birlik.server.live.urls")),
    path("", include("birlik.server.people.urls")),
    path("year/", programme_of_year.year, name="year"),
    path("exercises/new/", programme.new_exercise, name="begin"),
    path("exercises/<str:exercise>/", include(exercise_pages)),
]
