"""Addresses of teams and invitations."""

from django.urls import path

from teams import views

app_name = "teams"
urlpatterns = [
    path("", views.team_list, name="team_list"),
    path("new/", views.team_create, name="team_create"),
    path("<int:team_id>/", views.team_detail, name="team_detail"),
    path("<int:team_id>/rename/", views.team_rename, name="team_rename"),
    path("<int:team_id>/invite/", views.invitation_create, name="invitation_create"),
    path("<int:team_id>/invitations/<int:invitation_id>/revoke/", views.invitation_revoke, name="invitation_revoke"),
    path("<int:team_id>/members/<int:membership_id>/", views.membership_edit, name="membership_edit"),
    path("<int:team_id>/members/<int:membership_id>/remove/", views.membership_remove, name="membership_remove"),
    path("<int:team_id>/leave/", views.team_leave, name="team_leave"),
    path("<int:team_id>/close/", views.team_close, name="team_close"),
    path("invitations/<str:token>/", views.invitation_accept, name="invitation_accept"),
]
