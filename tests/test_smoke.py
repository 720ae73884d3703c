import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_suite_has_a_database():
    assert connection.vendor in {"postgresql", "sqlite"}
