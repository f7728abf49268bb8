"""The addresses of what we learn; `casework.urls` includes them."""

from django.urls import include, path

from casework.views import learning

note_urls = [
    path("", learning.learning_note, name="learning-note"),
    path("change/", learning.learning_change, name="learning-change"),
    path("share/", learning.learning_share, name="learning-share"),
    path("try/", learning.learning_try, name="learning-try"),
    path("tried/", learning.learning_tried, name="learning-tried"),
    path("learned/", learning.learning_learned, name="learning-learned"),
    path("tell-family/", learning.learning_tell_family, name="learning-tell-family"),
]

learning_urls = [
    path("learning/", learning.learning, name="learning"),
    path("learning/new/", learning.learning_new, name="learning-new"),
    path("learning-notes/<uuid:pk>/", include(note_urls)),
    path("our-page/learning/", learning.our_learning, name="our-learning"),
    path("our-page/learning/write/", learning.our_learning_write, name="our-learning-write"),
]
