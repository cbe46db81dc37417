"""The addresses of all pages; each room lists its own."""

from __future__ import annotations

from django.urls import include, path, register_converter

from birlik.server.api.description import documentation, openapi
from birlik.server.api.rest import api
from birlik.server.web import appearance, carrying, health, overview, past, programme, records
from birlik.server.web.board import urls as board
from birlik.server.web.kinds import KindConverter
from birlik.server.web.work import urls as work

register_converter(KindConverter, "kind")

handler400 = "birlik.server.web.errors.bad_request"
handler403 = "birlik.server.web.errors.denied"
handler404 = "birlik.server.web.errors.absent"
handler429 = "birlik.server.web.errors.too_many"
handler500 = "birlik.server.web.errors.broken"

#: Pages of one exercise; the key of its log stands before them.
exercise_pages = [
    path("", overview.overview, name="overview"),
    path("history/", past.history, name="history"),
    path("history/take-back/", past.take_back, name="take_back"),
    path("history/as-of/", past.as_of, name="as_of"),
    path("baselines/", past.name_baseline, name="name_baseline"),
    path("baselines/<str:key>/", past.baseline, name="baseline"),
    path("import/", carrying.import_plan, name="import"),
    path("import/<str:key>/", carrying.preview, name="import_preview"),
    *board.pages,
    *work.pages,
    path("export/", carrying.export, name="export"),
    path("export/<str:form>", carrying.export_form, name="export_form"),
    path("<kind:kind>/", records.records, name="records"),
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
    path("exercises/new/", programme.new_exercise, name="begin"),
    path("exercises/<str:exercise>/", include(exercise_pages)),
]
