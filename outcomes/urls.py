"""The addresses of results, measures and their curves."""

from django.urls import include, path

from outcomes.views import board, counting, figures, forecasts, measures, published

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
]

urlpatterns: list[object] = [
    path("", board.board, name="board"),
    path("paste/", figures.paste, name="paste"),
    path("file/", figures.file, name="file"),
    path("results/new/", measures.result_new, name="result-new"),
    path("services/new/", measures.service_new, name="service-new"),
    path("measures/new/", measures.measure_new, name="measure-new"),
    path("counted/new/", counting.counted_new, name="counted-new"),
    path("measures/<uuid:pk>/", include(measure_urls)),
    path("forecasts/<uuid:pk>/publish/", forecasts.forecast_publish, name="forecast-publish"),
    path("forecasts/<uuid:pk>/put-away/", forecasts.forecast_put_away, name="forecast-put-away"),
    path("published/", published.published, name="published"),
    path("published/read/", published.published_read, name="published-read"),
    path("published-files/<uuid:pk>/", published.published_file, name="published-file"),
]
