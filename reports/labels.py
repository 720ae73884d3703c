"""The label of a comparison with the expectation."""

from django.utils.translation import gettext as _

from reports.models import ReportBack


def compared_label(compared: str) -> str:
    """Return the label of a comparison with the expectation, in the reader's language."""
    labels: dict[str, str] = {
        ReportBack.Compared.BETTER: _("Better than expected"),
        ReportBack.Compared.AS_EXPECTED: _("As expected"),
        ReportBack.Compared.WORSE: _("Worse than expected"),
        ReportBack.Compared.DIFFERENT: _("Different from expected"),
    }
    return labels.get(compared, "")
