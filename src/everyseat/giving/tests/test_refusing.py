import json

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.refusing import checked, in_json, refused, sent


class Form(forms.Form):
    name = forms.CharField(error_messages={"required": "Write a name."})
    day = forms.DateField(error_messages={"required": "Choose a day."})


def refuse(place, refusal):
    with refused(place) as said:
        raise refusal
    return said.text


def bound(**data):
    form = Form({"name": "Ada", "day": "2026-11-26"} | data)
    assert form.is_valid()
    return form


def test_on_a_page_without_a_form_it_is_said_on_the_next_one(rf):
    request = rf.post("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    refuse(request, NotNow("It has closed."))
    assert [str(message) for message in get_messages(request)] == ["It has closed."]


def test_in_a_form_it_stands_beside_its_field_and_what_was_written_stays():
    form = bound()
    refuse(form, Invalid("name", "Choose somebody else."))
    assert form.errors == {"name": ["Choose somebody else."]}
    assert form["name"].value() == "Ada"


@pytest.mark.parametrize("refusal", [NotNow("Not so."), Invalid("elsewhere", "Not so.")])
def test_what_belongs_to_no_field_stands_above_the_form(refusal):
    form = bound()
    refuse(form, refusal)
    assert form.non_field_errors() == ["Not so."]


def test_a_page_that_says_it_itself_is_told_the_text():
    assert refuse(None, NotNow("It has closed.")) == "It has closed."
    with refused() as said:
        pass
    assert said.text == ""


def test_what_is_no_refusal_is_a_fault_and_goes_on():
    with pytest.raises(ZeroDivisionError):
        refuse(None, ZeroDivisionError())


def test_a_form_without_a_page_says_all_that_is_wrong():
    with pytest.raises(Invalid, match=r"^Write a name\. Choose a day\.$"):
        checked(Form({}))


@pytest.mark.parametrize(
    ("raised", "status", "text"),
    [
        (NotNow("It has closed."), 409, "It has closed."),
        (Invalid("name", "Write a name."), 400, "Write a name."),
        (
            KeyError("secret"),
            400,
            "We could not read what this page sent. Copy your words, reload it and try again.",
        ),
    ],
)
def test_a_script_is_told_in_one_sentence(raised, status, text):
    @in_json
    def view():
        raise raised

    answer = view()
    assert answer.status_code == status
    more = {"field": "name"} if isinstance(raised, Invalid) else {}
    assert json.loads(answer.content) == {"problem": text} | more


def test_a_script_gets_what_a_view_returns():
    assert json.loads(in_json(lambda: {"n": 1})().content) == {"n": 1}
    assert json.loads(in_json(lambda: None)().content) == {}
    assert in_json(lambda: HttpResponse(b"file"))().content == b"file"


@pytest.mark.parametrize("body", ["[]", "1", "{", '"a"', "[" * 100_000])
def test_what_is_no_object_in_json_is_refused(rf, body):
    answer = in_json(lambda: sent(rf.post("/", body, content_type="application/json")))()
    assert answer.status_code == 400
