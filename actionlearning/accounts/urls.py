"""A person's own page; in the demo, the way in."""

from django.urls import path

from actionlearning.accounts import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/zone/", views.zone, name="zone"),
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
]
