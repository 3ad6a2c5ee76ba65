"""Answers to a moment, for the tests of this part."""

from everyseat.moments.actions import asking as actions


def answer(moment, token, *felt, own="", sentence=""):
    actions.answer(moment=moment, token=token, felt=list(felt), own=own, sentence=sentence)


def answers(moment, n):
    for i in range(n):
        answer(moment, f"t{i}", "heard" if i % 2 else "angry", sentence=f"Because {i}.")
