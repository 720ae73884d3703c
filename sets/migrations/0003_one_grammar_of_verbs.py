"""One grammar for the verbs of the log: a noun, and what happened to it."""

from __future__ import annotations

from django.db import migrations

RENAMED = {
    "founded": "set.founded",
    "closed": "set.closed",
    "joined": "member.joined",
    "left": "member.left",
    "removed": "member.removed",
    "became_coordinator": "coordinator.appointed",
    "invited": "invitation.sent",
    "revoked_invitation": "invitation.revoked",
    "appointed": "manager.appointed",
    "resigned": "manager.resigned",
    "dismissed": "manager.dismissed",
    "wrote_agreement": "agreement.written",
    "accepted_agreement": "agreement.accepted",
    "meeting.not_held": "meeting.missed",
    "replied_coming": "attendance.promised",
    "replied_perhaps": "attendance.doubted",
    "replied_cannot": "attendance.declined",
    "poll.time_added": "poll.extended",
    "format.usual": "format.preferred",
    "entered": "room.entered",
    "left_room": "room.left",
    "check.began": "check.begun",
    "round.began": "round.begun",
    "turn.reader_named": "reader.named",
    "recorded.confirmed": "record.confirmed",
    "recorded.reworded": "record.reworded",
    "did_action": "action.completed",
    "dropped_action": "action.dropped",
    "reopened_action": "action.reopened",
    "filed_report_back": "report_back.filed",
    "skipped_report_back": "report_back.skipped",
    "added_to_report_back": "report_back.extended",
    "told_report_back": "report_back.told",
    "opened_issue": "issue.opened",
    "continued_issue": "issue.continued",
    "reframed_issue": "issue.reframed",
    "parked_issue": "issue.parked",
    "closed_issue": "issue.closed",
    "reopened_issue": "issue.reopened",
    "released": "release.made",
    "revoked": "release.revoked",
    "raised": "request.raised",
    "withdrew": "request.withdrawn",
    "acknowledged": "request.acknowledged",
    "decided": "request.decided",
    "declined": "request.declined",
}


def rename(apps, schema_editor):
    for before, after in RENAMED.items():
        _rows(apps).filter(verb=before).update(verb=after)


def rename_back(apps, schema_editor):
    for before, after in RENAMED.items():
        _rows(apps).filter(verb=after).update(verb=before)


def _rows(apps):
    return apps.get_model("sets", "Activity").objects


class Migration(migrations.Migration):
    dependencies = [("sets", "0002_on_rota_since")]
    operations = [migrations.RunPython(rename, rename_back)]
