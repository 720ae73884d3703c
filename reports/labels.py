"""The labels of a report-back's answers."""

from django.utils.translation import gettext as _

from reports.models import ActionReport, ReportBack


def status_label(status: str) -> str:
    """Return the label of an action's outcome, in the reader's language."""
    labels: dict[str, str] = {
        ActionReport.Status.DONE: _("done"),
        ActionReport.Status.PARTLY: _("partly"),
        ActionReport.Status.NOT_YET: _("not yet"),
        ActionReport.Status.DROPPED: _("dropped"),
    }
    return labels.get(status, "")


def compared_label(compared: str) -> str:
    """Return the label of a comparison with the expectation, in the reader's language."""
    labels: dict[str, str] = {
        ReportBack.Compared.BETTER: _("Better than expected"),
        ReportBack.Compared.AS_EXPECTED: _("As expected"),
        ReportBack.Compared.WORSE: _("Worse than expected"),
        ReportBack.Compared.DIFFERENT: _("Different from expected"),
    }
    return labels.get(compared, "")
