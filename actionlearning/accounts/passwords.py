"""What a password has to be, said in one sentence."""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from actionlearning.accounts.models import User

LENGTH = 12


class HousePassword:
    """Django's validators together: long, not a common one, not one's own name."""

    def __init__(self) -> None:
        self._checks = [
            MinimumLengthValidator(LENGTH).validate,
            CommonPasswordValidator().validate,
            UserAttributeSimilarityValidator(("email", "name")).validate,
        ]

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError with everything that is wrong with `password`."""
        errors = []
        for check in self._checks:
            try:
                check(password, user)
            except ValidationError as error:
                errors.extend(error.error_list)
        if errors:
            raise ValidationError(errors)

    def get_help_text(self) -> str:
        """Say it beforehand."""
        return _(
            "At least %(length)d characters. Four words that belong to nobody are "
            "easy to keep and hard to guess."
        ) % {"length": LENGTH}
