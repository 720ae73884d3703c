"""The addresses of the profile, and of signing in to the demo."""

from django.urls import path

from actionlearning.accounts import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/zone/", views.zone, name="zone"),
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
]
