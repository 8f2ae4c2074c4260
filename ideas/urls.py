"""Addresses of ideas."""

from django.urls import path

from ideas.views import (
    answers,
    choosing,
    claims,
    comments,
    drafting,
    examples,
    exchange,
    exports,
    history,
    library,
    listing,
    look_again,
    outside,
    presence,
    publishing,
    reading,
    redacting,
    review,
    reviewers,
    saved_views,
    sharing,
    steps,
    submitting,
    versions,
    workshop,
)

app_name = "ideas"
urlpatterns = [
    path("", listing.idea_list, name="idea_list"),
    path("views/new/", saved_views.saved_view_create, name="saved_view_create"),
    path("views/<int:view_id>/", saved_views.saved_view_edit, name="saved_view_edit"),
    path("views/<int:view_id>/delete/", saved_views.saved_view_delete, name="saved_view_delete"),
    path("review/", review.review_queue, name="review_queue"),
    path("review-invitations/<str:token>/", reviewers.reviewer_accept, name="reviewer_accept"),
    # Drafting
    path("new/", drafting.idea_start, name="idea_start"),
    path("practice/", drafting.practice_start, name="practice_start"),
    path("<int:idea_id>/", reading.idea_detail, name="idea_detail"),
    path("<int:idea_id>/describe/", drafting.idea_describe, name="idea_describe"),
    path("<int:idea_id>/sharing/", drafting.idea_share, name="idea_share"),
    path("<int:idea_id>/bin/", drafting.idea_bin, name="idea_bin"),
    path("<int:idea_id>/take-out/", drafting.idea_restore, name="idea_restore"),
    path("<int:idea_id>/characteristics/", choosing.focus_choose, name="focus_choose"),
    path("<int:idea_id>/how-it-works/<slug:slug>/", choosing.route_edit, name="route_edit"),
    path("<int:idea_id>/check-in/<slug:slug>/", answers.answer_edit, name="answer_edit"),
    path("<int:idea_id>/answers/<slug:key>/confirm/", answers.answer_confirm, name="answer_confirm"),
    path("<int:idea_id>/pitfalls/<slug:slug>/", answers.pitfall_edit, name="pitfall_edit"),
    path("<int:idea_id>/report/", reading.idea_report, name="idea_report"),
    path("<int:idea_id>/answers/", reading.idea_answers, name="idea_answers"),
    # Comments
    path("<int:idea_id>/comments/", comments.comment_list, name="comment_list"),
    path("<int:idea_id>/comments/<int:comment_id>/", comments.comment_detail, name="comment_detail"),
    path("<int:idea_id>/comments/<int:comment_id>/assign/", comments.comment_assign, name="comment_assign"),
    path("<int:idea_id>/comments/<int:comment_id>/settle/", comments.comment_settle, name="comment_settle"),
    path("<int:idea_id>/examples/", examples.idea_examples, name="idea_examples"),
    path("<int:idea_id>/examples/needs/", examples.needs_copy, name="needs_copy"),
    # Sharing with people outside
    path("<int:idea_id>/share-links/", sharing.share_link_list, name="share_link_list"),
    path("<int:idea_id>/share-links/<int:link_id>/revoke/", sharing.share_link_revoke, name="share_link_revoke"),
    path(
        "<int:idea_id>/contributions/<int:contribution_id>/settle/",
        sharing.contribution_settle,
        name="contribution_settle",
    ),
    path("<int:idea_id>/publish/", publishing.idea_publish, name="idea_publish"),
    # Review
    path("<int:idea_id>/submit/", submitting.idea_submit, name="idea_submit"),
    path("<int:idea_id>/withdraw/", steps.idea_withdraw, name="idea_withdraw"),
    path("<int:idea_id>/reopen/", steps.idea_reopen, name="idea_reopen"),
    path("<int:idea_id>/start-testing/", steps.idea_test, name="idea_test"),
    path("<int:idea_id>/finish/", steps.idea_finish, name="idea_finish"),
    path("<int:idea_id>/agree-ourselves/", steps.idea_agree_own, name="idea_agree_own"),
    path("<int:idea_id>/submissions/<int:number>/", review.submission_detail, name="submission_detail"),
    path("<int:idea_id>/submissions/<int:number>/answers/", review.submission_answers, name="submission_answers"),
    path("<int:idea_id>/submissions/<int:number>/decide/", review.submission_decide, name="submission_decide"),
    path("<int:idea_id>/submissions/<int:number>/claim/", claims.submission_claim, name="submission_claim"),
    path("<int:idea_id>/submissions/<int:number>/release/", claims.submission_release, name="submission_release"),
    path("<int:idea_id>/submissions/<int:number>/reply/", exchange.decision_reply, name="decision_reply"),
    path(
        "<int:idea_id>/submissions/<int:number>/look-again/",
        look_again.submission_look_again,
        name="submission_look_again",
    ),
    path("<int:idea_id>/changes/", reading.idea_changes, name="idea_changes"),
    path("<int:idea_id>/feedback/", exchange.idea_feedback, name="idea_feedback"),
    path("<int:idea_id>/feedback/end/", exchange.feedback_end, name="feedback_end"),
    path("<int:idea_id>/reviewers/", reviewers.reviewer_invite, name="reviewer_invite"),
    path("<int:idea_id>/reviewers/<int:reviewer_id>/remove/", reviewers.reviewer_remove, name="reviewer_remove"),
    path("<int:idea_id>/history/", history.idea_history, name="idea_history"),
    path("<int:idea_id>/history/<slug:what>/", versions.text_history, name="text_history"),
    path("<int:idea_id>/history/<slug:what>/<str:which>/", versions.text_history, name="text_history"),
    path("<int:idea_id>/presence/", presence.presence_note, name="presence_note"),
    path("<int:idea_id>/versions/<int:revision_id>/restore/", versions.version_restore, name="version_restore"),
    path("<int:idea_id>/redact/", redacting.idea_redact, name="idea_redact"),
    # Taking it out, bringing it in, working on it on paper
    path("import/", exports.idea_import, name="idea_import"),
    path("<int:idea_id>/export/", exports.idea_export, name="idea_export"),
    path("<int:idea_id>/export/<slug:form>/", exports.export_file, name="export_file"),
    path("<int:idea_id>/workshop/", workshop.idea_workshop, name="idea_workshop"),
]

# Beside /ideas/: what is read without being in the team.
outside_urls = ([path("<str:token>/", outside.shared_idea, name="shared_idea")], "shared")
library_urls = (
    [
        path("", library.library_list, name="library_list"),
        path("<int:publication_id>/", library.library_detail, name="library_detail"),
        path("<int:publication_id>/use/", library.library_use, name="library_use"),
        path("<int:publication_id>/report/", library.library_report, name="library_report"),
        path("<int:publication_id>/take-back/", library.library_withdraw, name="library_withdraw"),
    ],
    "library",
)
