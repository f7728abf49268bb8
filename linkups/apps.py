from django.apps import AppConfig


class LinkupsConfig(AppConfig):
    name = "linkups"
