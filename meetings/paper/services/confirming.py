"""Confirm what another person recorded for a member, as it is or reworded.

Until then pages show who recorded it: nothing becomes a member's own silently.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from meetings.action_words import as_sentence
from meetings.locking import commit_change, lock_meeting
from meetings.models import Action, Inquiry
from meetings.permissions import may_confirm
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def confirm(
    row: Action | Inquiry, *, by: Membership, words: Mapping[str, object] = {}
) -> None:
    """Confirm an action as its owner, or answers as their presenter.

    `words` are the fields to reword. Confirming twice changes nothing. Raises `Stale` if
    the action, or the choice of the issue, has been withdrawn.
    """
    meeting = lock_meeting(row.meeting, by=by)
    try:
        row.refresh_from_db()
    except Action.DoesNotExist:
        raise Stale(_("That action has been withdrawn.")) from None
    except Inquiry.DoesNotExist:
        raise Stale(_("That choice has been withdrawn.")) from None
    require(may_confirm(by, row))
    if not row.is_unconfirmed:
        return
    fields = dict(words)
    if isinstance(row, Action) and words:
        fields["sentence"] = as_sentence(str(words["cue"]), str(words["deed"]))
    for name, text in fields.items():
        setattr(row, name, text)
    row.confirmed_at = now()
    row.save(update_fields=[*fields, "confirmed_at"])
    verb = Verb.RECORD_REWORDED if words else Verb.RECORD_CONFIRMED
    commit_change(meeting, log=verb, by=by, about=row)
