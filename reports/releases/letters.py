"""The letter that tells managers of a released story."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.outbox.kinds import MANAGER, kind
from actionlearning.outbox.letter import Letter, Say
from actionlearning.outbox.models import Notice
from reports.models import Release
from sets.letters import manager_of


@kind(
    "released",
    gettext_lazy("Somebody has released a story to you"),
    group=MANAGER,
    order=1,
    listed_as=gettext_lazy("A story was released"),
)
def released(notice: Notice) -> Letter | None:
    """Tell a manager that a story was released; the story itself stays on the page."""
    appointment = manager_of(notice)
    release = get_object_or_404(
        Release.objects.select_related("owner__user"),
        pk=notice.about["release"],
        learning_set=appointment.learning_set,
    )
    if not release.is_visible:
        return None
    names = {"set": appointment.learning_set.name, "owner": release.owner.name}
    return Letter(
        subject=_("%(owner)s of %(set)s has released a story to you") % names,
        parts=[
            Say(
                _(
                    "%(owner)s has released the story of an action: the issue, what "
                    "was done, what came of it, and the lesson. It is on your page "
                    "for %(set)s for as long as its owner leaves it there."
                )
                % names
            )
        ],
        link=reverse("reports:outcome", args=[appointment.learning_set.code]),
        act=_("Read it"),
        why=_("You get this because you are a manager of %(set)s.") % names,
    )
