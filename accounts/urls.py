from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [path("demo/<uuid:pk>/", views.demo_sign_in, name="demo-sign-in")]
