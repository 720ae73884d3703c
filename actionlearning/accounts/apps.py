from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "actionlearning.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect the receivers of allauth's signals, which need its models."""
        from actionlearning.accounts import receivers  # noqa: F401, PLC0415
