"""A room's pages and the live part agree on its addresses."""

from everyseat.room.addresses import ADDRESS, WHAT, live


def test_every_live_address_is_served():
    for what, address in live("ab12cd34").items():
        assert ADDRESS.fullmatch(address).groups() == ("ab12cd34", what)


def test_nothing_else_is_served():
    assert set(live("ab12cd34")) == set(WHAT)
    assert not ADDRESS.fullmatch("/room/ab12cd34/else")
    assert not ADDRESS.fullmatch("/room/ab12/live")
