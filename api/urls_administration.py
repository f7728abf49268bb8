"""Where an administrator begins, and the pages about other systems; they themselves call below `/api/`."""

from django.urls import path

from api.views import clients, webhook_pages

app_name = "administration"

urlpatterns = [
    path("", clients.home, name="home"),
    path("what-changed/", clients.set_up, name="set-up"),
    path("systems/", clients.client_list, name="client-list"),
    path("systems/add/", clients.client_add, name="client-add"),
    path("systems/<uuid:pk>/", clients.client, name="client"),
    path("systems/<uuid:pk>/agree/", clients.client_agree, name="client-agree"),
    path("systems/<uuid:pk>/secret/", clients.client_secret, name="client-secret"),
    path("systems/<uuid:pk>/next-secret/", clients.next_secret, name="client-next-secret"),
    path("systems/<uuid:pk>/next-secret/agree/", clients.next_secret_agree, name="client-next-secret-agree"),
    path("systems/<uuid:pk>/addresses/", clients.client_addresses, name="client-addresses"),
    path("systems/<uuid:pk>/webhooks/add/", webhook_pages.webhook_add, name="webhook-add"),
    path("webhooks/<uuid:pk>/secret/", webhook_pages.webhook_secret, name="webhook-secret"),
    path("webhooks/<uuid:pk>/again/", webhook_pages.webhook_again, name="webhook-again"),
    path("webhooks/<uuid:pk>/since/", webhook_pages.webhook_since, name="webhook-since"),
    path("webhooks/<uuid:pk>/end/", webhook_pages.webhook_end, name="webhook-end"),
    path("systems/<uuid:pk>/stop/", clients.client_stop, name="client-stop"),
]
