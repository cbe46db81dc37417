"""Addresses of a person's own pages, of invitations, and of the administration of people."""

from __future__ import annotations

from django.urls import path

from birlik.server.people.views import entering, inviting, own, people

urlpatterns = [
    path("language/", own.choose_language, name="language"),
    path("profile/", own.profile, name="profile"),
    path("profile/tokens/", own.tokens, name="tokens"),
    path("profile/tokens/<str:key>/withdraw/", own.withdraw_token, name="withdraw_token"),
    path("invitation/<str:secret>/", entering.invitation, name="invitation"),
    path("sign-in/<str:secret>/", entering.sign_in, name="sign_in_link"),
    path("people/", people.people, name="people"),
    path("people/invite/", inviting.invite_person, name="invite"),
    path("people/invitations/", inviting.invitations, name="invitations"),
    path(
        "people/invitations/<str:key>/withdraw/", inviting.withdraw_one, name="withdraw_invitation"
    ),
    path("people/<str:key>/", people.person, name="person"),
    path("people/<str:key>/part/", people.give_part, name="give_part"),
    path("people/<str:key>/part/<str:part>/end/", people.end_part, name="end_part"),
    path("people/<str:key>/standing/", people.standing, name="standing"),
    path("people/<str:key>/password-link/", people.password_link, name="password_link"),
    path("people/<str:key>/sessions/end/", people.end_all_sessions, name="end_sessions"),
]
