"""The addresses of the pages about messages."""

from django.urls import path

from actionlearning.outbox import views
from actionlearning.outbox.preferences import views as preferences

urlpatterns = [
    path("mail/", views.sent_mail, name="sent_mail"),
    path("profile/address/again/", views.address_again, name="address_again"),
    path("profile/messages/", preferences.messages_page, name="messages"),
    path("unsubscribe/<str:token>/", preferences.unsubscribe, name="unsubscribe"),
]
