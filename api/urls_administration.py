"""Where an administrator begins, and the pages about other systems; they themselves call below `/api/`."""

from django.urls import path

from api.views import clients

app_name = "administration"

urlpatterns = [
    path("", clients.home, name="home"),
    path("what-changed/", clients.set_up, name="set-up"),
    path("systems/", clients.client_list, name="client-list"),
    path("systems/add/", clients.client_add, name="client-add"),
    path("systems/<uuid:pk>/", clients.client, name="client"),
    path("systems/<uuid:pk>/agree/", clients.client_agree, name="client-agree"),
    path("systems/<uuid:pk>/secret/", clients.client_secret, name="client-secret"),
    path("systems/<uuid:pk>/stop/", clients.client_stop, name="client-stop"),
]
