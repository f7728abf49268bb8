"""The addresses of results, measures and their curves."""

from django.urls import URLPattern, include, path

from outcomes.views import board, counting, figures, forecasts, measures, meeting, partners, published, reports

app_name = "outcomes"

measure_urls = [
    path("", board.measure, name="measure"),
    path("change/", measures.measure_change, name="measure-change"),
    path("figures.csv", board.measure_figures, name="measure-figures"),
    path("figures/write/", figures.figure_write, name="figure-write"),
    path("figures/paste/", figures.figures_paste, name="figures-paste"),
    path("figures/file/", figures.figures_file, name="figures-file"),
    path("counted/", counting.measure_counted, name="measure-counted"),
    path("forecast/", forecasts.forecast_new, name="forecast-new"),
    path("meeting/", meeting.meeting, name="meeting"),
    path("report/begin/", reports.report_begin, name="report-begin"),
]

report_urls = [
    path("", reports.report, name="report"),
    path("change/", reports.report_change, name="report-change"),
    path("print/", reports.report_print, name="report-print"),
    path("pdf/", reports.report_pdf, name="report-pdf"),
    path("held/", reports.report_hold, name="report-hold"),
    *(path(f"{name}/add/", view, name=f"{name}-add") for name, view in reports.adding.items()),
]


def part_urls(name: str) -> list[URLPattern]:
    """The steps of one kind of thing that a report says."""
    return [
        path("change/", reports.changing[name], name=f"{name}-change"),
        path("take-out/", reports.taking_out[name], name=f"{name}-take-out"),
        path("earlier/", reports.moving[name], name=f"{name}-earlier"),
    ]


urlpatterns: list[object] = [
    path("", board.board, name="board"),
    path("wall/", meeting.wall, name="wall"),
    path("paste/", figures.paste, name="paste"),
    path("file/", figures.file, name="file"),
    path("results/new/", measures.result_new, name="result-new"),
    path("services/new/", measures.service_new, name="service-new"),
    path("measures/new/", measures.measure_new, name="measure-new"),
    path("counted/new/", counting.counted_new, name="counted-new"),
    path("measures/<uuid:pk>/", include(measure_urls)),
    path("reports/<uuid:pk>/", include(report_urls)),
    *(path(f"report-{part.name}s/<uuid:pk>/", include(part_urls(part.name))) for part in reports.PARTS),
    path("forecasts/<uuid:pk>/publish/", forecasts.forecast_publish, name="forecast-publish"),
    path("forecasts/<uuid:pk>/put-away/", forecasts.forecast_put_away, name="forecast-put-away"),
    path("partners/", partners.partner_list, name="partner-list"),
    path("partners/new/", partners.partner_new, name="partner-new"),
    path("partners/<uuid:pk>/", partners.partner, name="partner"),
    path("partners/<uuid:pk>/change/", partners.partner_change, name="partner-change"),
    path("partners/<uuid:pk>/end/", partners.partner_end, name="partner-end"),
    path("published/", published.published, name="published"),
    path("published/read/", published.published_read, name="published-read"),
    path("published-files/<uuid:pk>/", published.published_file, name="published-file"),
]
