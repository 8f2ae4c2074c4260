"""Addresses of teams and invitations."""

from django.urls import path

from teams.views import invitations, members, teams

app_name = "teams"
urlpatterns = [
    path("", teams.team_list, name="team_list"),
    path("new/", teams.team_create, name="team_create"),
    path("<int:team_id>/", teams.team_detail, name="team_detail"),
    path("<int:team_id>/rename/", teams.team_rename, name="team_rename"),
    path("<int:team_id>/close/", teams.team_close, name="team_close"),
    path("<int:team_id>/leave/", members.team_leave, name="team_leave"),
    path("<int:team_id>/members/<int:membership_id>/", members.membership_edit, name="membership_edit"),
    path("<int:team_id>/members/<int:membership_id>/remove/", members.membership_remove, name="membership_remove"),
    path("<int:team_id>/invite/", invitations.invitation_create, name="invitation_create"),
    path(
        "<int:team_id>/invitations/<int:invitation_id>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("invitations/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
]
