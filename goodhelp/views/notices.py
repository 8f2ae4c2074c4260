"""What a person has been told, and what of it comes by mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodhelp.requests import wants_json
from ideas.actions import noticing
from ideas.forms.notices import MailForm
from ideas.inbox import mail_choices, notices_for, older_than, told
from ideas.kinds import Reads, kinds_read_by
from ideas.views.shared import me

SHOWN = 30
LARGEST = 2**63 - 1


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Show what the person has been told, the newest first; `?before=` goes on below that notice."""
    before = _number(request.GET.get("before", ""))
    rows = notices_for(me(request))
    found = told((rows if before is None else older_than(rows, before))[: SHOWN + 1])
    shown = found[:SHOWN]
    context = {
        "told": shown,
        "newest": max(each.notice.pk for each in shown) if shown and before is None else None,
        "older": shown[-1].notice.pk if len(found) > SHOWN else None,
        "before": before,
        "any_unread": any(each.notice.read_at is None for each in shown),
    }
    return render(request, "goodhelp/notice_list.html", context)


def _number(typed: str) -> int | None:
    """Return what an address or a form says, if it is a number that a row can have."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 20 and int(typed) < LARGEST else None


@require_POST
def notice_open(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark a notice as read and lead to the very place that it tells of."""
    notice = get_object_or_404(notices_for(me(request)), pk=notice_id)
    noticing.mark_read(by=me(request), notice=notice)
    return redirect(notice.path)


@require_POST
def notice_read(request: HttpRequest) -> HttpResponse:
    """Mark as read: all up to the newest that stood on the page (`until`), or what is about one page (`path`)."""
    user, until = me(request), _number(request.POST.get("until", ""))
    if until is not None:
        noticing.mark_all_read(by=user, until=until)
    elif path := request.POST.get("path", "").replace("\x00", ""):
        noticing.mark_place_read(by=user, path=path[:300])
    if wants_json(request):
        return JsonResponse({"unread": notices_for(user).filter(read_at=None).count()})
    return redirect("notice_list")


@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request: HttpRequest) -> HttpResponse:
    """Show and change when the person is mailed about each kind of notice."""
    user = me(request)
    for_superusers = () if user.is_superuser else kinds_read_by(Reads.SUPERUSERS)
    choices = {kind: mail for kind, mail in mail_choices(user).items() if kind not in for_superusers}
    form = MailForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        noticing.choose_mail(by=user, choices=form.chosen())
        messages.success(request, _("Saved. It holds from the next mail on."))
        return redirect("notice_settings")
    return render(request, "goodhelp/notice_settings.html", {"form": form}, status=422 if form.is_bound else 200)
