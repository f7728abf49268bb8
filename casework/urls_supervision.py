"""The addresses of supervision; `casework.urls` includes them."""

from django.urls import path

from casework.views import supervision

supervision_urls = [
    path("supervision/", supervision.supervision, name="supervision"),
    path("supervision/new/", supervision.supervision_new, name="supervision-new"),
    path("supervision-sessions/<uuid:pk>/", supervision.supervision_session, name="supervision-session"),
    path("supervision-sessions/<uuid:pk>/change/", supervision.supervision_change, name="supervision-change"),
    path("supervision-sessions/<uuid:pk>/agree/", supervision.supervision_agree, name="supervision-agree"),
    path("families/<uuid:pk>/thought-about/", supervision.family_supervision, name="family-supervision"),
    path("families/<uuid:pk>/thought-about/new/", supervision.supervision_note_new, name="supervision-note-new"),
    path("supervision-notes/<uuid:pk>/agree/", supervision.supervision_note_agree, name="supervision-note-agree"),
    path(
        "supervision-notes/<uuid:pk>/put-right/",
        supervision.supervision_note_put_right,
        name="supervision-note-put-right",
    ),
    path("supervision-notes/<uuid:pk>/", supervision.supervision_note, name="supervision-note"),
]
