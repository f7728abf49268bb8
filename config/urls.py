"""Every address of the product."""

from django.urls import include, path

from config import views
from linkups.views import check_ins
from outcomes.views import partners

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("api/", include("api.urls")),
    path("components/", views.components, name="components"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("accounts.urls_allauth")),
    path("", include("families.urls")),
    path("how-is-it/<str:token>/", check_ins.by_link, name="check-in-by-link"),  # it says to nobody what it is about
    # Likewise; what follows the secret is a kind of file.
    path("curves/<str:token>/", partners.by_link, name="curves-by-link"),
    path("curves/<str:token>/figures.csv", partners.csv_by_link, name="curves-csv-by-link"),
    path("curves/<str:token>/figures.json", partners.json_by_link, name="curves-json-by-link"),
    path("curves/<str:token>/pictures/<uuid:pk>.svg", partners.picture_by_link, name="curves-picture-by-link"),
    path("link-ups/", include("linkups.urls")),
    path("", include("casework.urls")),
    path("outcomes/", include("outcomes.urls")),
    path("administration/", include("api.urls_administration")),
]

handler400 = "api.errors.bad_request"
handler500 = "api.errors.server_error"
