"""The settings of the API, which are the same in every place (docs/api.md)."""

REST_FRAMEWORK: dict[str, object] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.http.AskerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["api.http.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["api.http.CallerThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.KithSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "api.errors.problem_response",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER = {
    "SCOPES_BACKEND_CLASS": "api.oauth.KithScopes",
    "OAUTH2_VALIDATOR_CLASS": "api.oauth.KithValidator",
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",  # client credentials, and no other grant
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,  # the table stands open: it holds checksums of tokens, and no token
}
SPECTACULAR_SETTINGS = {
    "COMPONENT_SPLIT_PATCH": False,  # what a change says is optional field by field already
    "TITLE": "Kith",
    "DESCRIPTION": "Families, their networks, conversations, conferences and link-ups, and figures of nobody, for other systems.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "AttachmentKind": "families.models.Attachment.Kind",
        "BasisEnum": "families.models.Parentage.Basis",
        "MemberRole": "families.models.FamilyMembership.Role",
        "InvolvementRole": "families.models.Involvement.Role",
        "EntryKind": "families.models.Entry.Kind",
        "ConferenceState": "casework.models.Conference.State",
        "LinkUpEndKind": "linkups.models.LinkUp.EndKind",
        "LinkUpState": "linkups.models.LinkUp.State",
        "MeasureKind": "outcomes.models.Measure.Kind",
        "MeetupKind": "linkups.models.Meetup.Kind",
        "MeetupState": "linkups.models.Meetup.State",
        "PartnershipEndKind": "families.models.Partnership.EndKind",
        "PartnershipKind": "families.models.Partnership.Kind",
        "DeathPrecision": "families.models.DeathPrecision",
        "Precision": "families.models.Precision",
        "WebhookKind": "api.models.WebhookSubscription.Kind",
        "WebhookMessageKind": "api.models.WebhookMessage.Kind",
        "WebhookState": "api.serializers.webhooks.STATES",
        "SharingBasis": "casework.models.SharingDecision.Basis",
    },
}
