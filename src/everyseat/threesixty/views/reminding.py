"""The page on which a rater switches reminders off: no cookie, the link is all it knows.

Mail programs switch them off at one press, by a POST that RFC 8058 describes. Opening the link
changes nothing, nor does sending the page's form without its tick.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from everyseat.giving import giver_pages
from everyseat.giving.links import BadLink
from everyseat.giving.refusing import refused
from everyseat.threesixty import links
from everyseat.threesixty.actions import quiet
from everyseat.threesixty.models import Round
from everyseat.threesixty.views.doors_of_raters import page_of

giver_page = giver_pages.by_link("threesixty/bad_link.html", BadLink, Round.DoesNotExist)


@giver_page
def reminders(request: HttpRequest, token: str) -> HttpResponse:
    about = links.REMINDERS.opened(token)
    pk, key = about.split(" ")
    feedback_round, person = Round.objects.select_related("organisation").get(pk=pk), UUID(key)
    off = quiet.are_off(feedback_round=feedback_round, person=person)
    if giver_pages.is_one_click(request):
        quiet.reminders(feedback_round=feedback_round, person=person, off=True)
        return HttpResponse(status=204)
    problem = ""
    if request.method == "POST":
        with refused() as refusal:
            links.FORMS.must_be_meant(request.POST, "reminders", about)
            quiet.reminders(feedback_round=feedback_round, person=person, off=not off)
            return redirect("reminders", token=token)
        problem = refusal.text
    context = {
        "round": feedback_round,
        "off": off,
        "problem": problem,
        "token": token,
        "page": links.FORMS.token("reminders", about),
    }
    return page_of(request, "threesixty/reminders.html", feedback_round, context)
