"""Titles and jobs tell of somebody where a name or a place follows, and of nobody elsewhere."""

import time

import pytest

from everyseat.safety.moderation import Moderation, Reason
from everyseat.safety.titles import names_somebody

WITH_A_NAME = (
    *("Sister Okonkwo is the reason people leave ward 12.", "Sister Adeyemi", "Ask nurse Okafor"),
    *("Dr Helen Marsh is rude", "our ward manager Sarah never listens", "Ward Manager Jones"),
    *("Councillor Ahmed should resign", "Cllr. Ó Súilleabháin", "Professor Grace Young"),
    *("THE PROBLEM IS SISTER OKONKWO", "Social Worker Amir", "Nurse O'Brien", "Staff Nurse Bell"),
    *("Our matron, Sister Jude, bullies the students", "Ask Doctor Menon why she left"),
    *("director Mark Hanley lied", "the secretary of Professor Lyle", "Reverend Green"),
    *("receptionist megan", "the nurse janet in outpatients", "ask doctor priya"),
    *("Y Chwaer Okonkwo", "Nyrs Evans", "Yr Athro Llwyd", "Cynghorydd Davies"),
)
WITH_A_PLACE = (
    *("Matron on ward 4 shouts at students.", "the matron on ward 4", "The sister on Ward B"),
    *("The ward 4 sister shouts", "Ward 12's manager", "the consultant in A&E"),
    *("the receptionist at Oakwell is rude", "the councillor for Headingley"),
    *("The Ward Manager of Ward 6 bullies", "the consultant on 7B swears at juniors"),
    *("the midwife at Willow clinic was cruel", "y fetron ar ward 4"),
)
ABOUT_MANY = (
    *("Nurses should be paid more", "Every ward needs a sister", "A matron on every ward"),
    *("There should be a sister on ward 4 at night", "Every nurse on ward 4 needs a break"),
    *("Put a second matron on ward 4", "Nurses on ward 4 are tired", "a ward 4 sister"),
    *("Ward 4 nurses do a great job.", "Pay every Doctor on Ward 4 more", "managers in Leeds"),
    *("We need a pharmacist in Beeston", "There is no doctor in Armley on Sundays"),
    *("The nurse in charge should decide", "The matron should be visible.", "Bring back matron."),
    *("Nurse to patient ratios on ward 4", "the matron in March", "See the nurse on Mondays"),
    *("The nurse in Wales earns less", "my doctor is great", "The doctor in me says yes."),
    *("Nyrsys", "Chwaer fach", "One director for both Trusts", "the professor of nursing"),
)
WITH_A_CAPITAL_THAT_IS_NO_NAME = (
    *("Nurse Practitioners should prescribe", "Consultant Psychiatrists are too few"),
    *("our sister Trust in Leeds", "The Nurse Bank pays late", "EVERY NURSE SHOULD GET A BREAK"),
    *("Every Nurse Should Get A Break", "The Director of Finance should visit"),
    *("I am a nurse. Leeds is great", "Is the manager in? Leeds", "Consultant Connect helps"),
)


@pytest.mark.parametrize("text", [*WITH_A_NAME, *WITH_A_PLACE])
def test_somebody_who_is_called_by_a_title_or_a_job_is_somebody(text):
    assert Reason.NAME in Moderation().reasons(text)


@pytest.mark.parametrize("text", [*ABOUT_MANY, *WITH_A_CAPITAL_THAT_IS_NO_NAME])
def test_a_job_that_many_have_is_nobody(text):
    assert not names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        *("nurse " * 400, "Nurse on " * 300, "a " * 1000 + "nurse on ward 4", "ward 4 " * 300),
        *("nurse" + " " * 2000, "nurse in " + " " * 3000 + "x", "social " * 400, "Dr. " * 500),
    ],
)
def test_no_text_takes_long_to_look_at(text):
    began = time.thread_time()
    names_somebody(text)
    assert time.thread_time() - began < 0.2
