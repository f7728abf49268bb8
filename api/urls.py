from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from api.views import documentation, oauth
from api.views.changes import ChangeEndpoint
from api.views.conferences import ConferenceEndpoint
from api.views.conversations import AttachmentEndpoint, ConversationEndpoint
from api.views.families import FamilyEndpoint, PractitionerEndpoint
from api.views.linkups import LinkUpEndpoint
from api.views.me import MeEndpoint
from api.views.outcomes import (
    FigureEndpoint,
    ForecastEndpoint,
    MeasureEndpoint,
    ResultEndpoint,
    ServiceEndpoint,
)
from api.views.people import PersonEndpoint
from api.views.plans import FamilyPlanEndpoint
from api.views.returns import DfeChildEndpoint, SsdEndpoint
from api.views.safety_maps import SafetyMapEndpoint
from api.views.scaling import ScaleEndpoint
from api.views.sharing_decisions import SharingDecisionEndpoint
from api.views.statutory import StatutoryPersonEndpoint
from api.views.webhooks import WebhookEndpoint

app_name = "api"

router = SimpleRouter(use_regex_path=False)
router.register("people", PersonEndpoint, basename="person")
router.register("families", FamilyEndpoint, basename="family")
router.register("practitioners", PractitionerEndpoint, basename="practitioner")
router.register("conversations", ConversationEndpoint, basename="conversation")
router.register("attachments", AttachmentEndpoint, basename="attachment")
router.register("scales", ScaleEndpoint, basename="scale")
router.register("safety-maps", SafetyMapEndpoint, basename="safety-map")
router.register("sharing-decisions", SharingDecisionEndpoint, basename="sharing-decision")
router.register("conferences", ConferenceEndpoint, basename="conference")
router.register("plans", FamilyPlanEndpoint, basename="plan")
router.register("link-ups", LinkUpEndpoint, basename="link-up")
router.register("results", ResultEndpoint, basename="result")
router.register("services", ServiceEndpoint, basename="service")
router.register("measures", MeasureEndpoint, basename="measure")
router.register("figures", FigureEndpoint, basename="figure")
router.register("forecasts", ForecastEndpoint, basename="forecast")
router.register("ssd", SsdEndpoint, basename="ssd")
router.register("dfe/children", DfeChildEndpoint, basename="dfe-child")
router.register("changes", ChangeEndpoint, basename="change")
router.register("webhooks", WebhookEndpoint, basename="webhook")
router.register("statutory/people", StatutoryPersonEndpoint, basename="statutory-person")
router.register("me", MeEndpoint, basename="me")

urlpatterns = [
    path("v1/", include(router.urls)),
    path("oauth/token/", oauth.Token.as_view(), name="token"),
    path("oauth/revoke/", oauth.Revoke.as_view(), name="revoke"),
    path("docs/", documentation.interactive, name="docs"),
    path("openapi.yaml", documentation.description, name="description"),
    path("problems/", documentation.problems, name="problems"),
    re_path("", documentation.Nothing.as_view(), name="nothing"),
]
