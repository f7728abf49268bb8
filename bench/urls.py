"""The product's addresses, and those of the plain version beside them."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from bench.plain_conversations import ConversationViewSet
from bench.plain_drf import FamilyViewSet
from bench.plain_linkups import LinkUpViewSet
from bench.plain_people import PersonViewSet
from bench.plain_timeline import FoundViewSet, TimelineViewSet
from config.urls import handler400, handler500
from config.urls import urlpatterns as ours

router = SimpleRouter(use_regex_path=False)
router.register("families", FamilyViewSet, basename="plain-family")
router.register("people", PersonViewSet, basename="plain-person")
router.register("link-ups", LinkUpViewSet, basename="plain-link-up")
router.register("timeline", TimelineViewSet, basename="plain-timeline")
router.register("conversations/search", FoundViewSet, basename="plain-words")
router.register("conversations", ConversationViewSet, basename="plain-conversation")

urlpatterns = [path("api/plain/", include(router.urls)), *ours]

__all__ = ["handler400", "handler500", "urlpatterns"]
