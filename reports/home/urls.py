from django.urls import path

from reports.home.views import home

urlpatterns = [path("", home, name="home")]
