from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "actionlearning.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to allauth, whose models must be there first."""
        from actionlearning.accounts import receivers  # noqa: F401, PLC0415
