"""The formats that come with the product; a set may copy one and make it its own."""

from meetings.formats.definitions import Format
from meetings.formats.shipped.airtime import AIRTIME as AIRTIME
from meetings.formats.shipped.one_problem import ONE_PROBLEM as ONE_PROBLEM
from meetings.formats.shipped.report_and_resolve import (
    REPORT_AND_RESOLVE as REPORT_AND_RESOLVE,
)
from meetings.formats.shipped.written_questions import (
    WRITTEN_QUESTIONS as WRITTEN_QUESTIONS,
)

FORMATS: dict[str, Format] = {
    form.key: form
    for form in (REPORT_AND_RESOLVE, AIRTIME, ONE_PROBLEM, WRITTEN_QUESTIONS)
}
