app_name = "linkups"

urlpatterns: list[object] = []
