"""Every address of the product."""

from django.urls import include, path

from config import views

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
    path("link-ups/", include("linkups.urls")),
    path("", include("casework.urls")),
    path("outcomes/", include("outcomes.urls")),
    path("administration/", include("api.urls_administration")),
]

handler400 = "api.errors.bad_request"
handler500 = "api.errors.server_error"
