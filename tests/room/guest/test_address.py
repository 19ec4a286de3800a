from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.room.guest.address import WrongAddress, read_address


@pytest.mark.parametrize(
    ("typed", "server", "code"),
    [
        ("http://192.168.1.20:8765/j/KWX47F", "http://192.168.1.20:8765", "KWX47F"),
        ("192.168.1.20:8765/j/KWX47F", "http://192.168.1.20:8765", "KWX47F"),
        ("  http://trainer.local:8765/j/kwx-47f/ ", "http://trainer.local:8765", "KWX47F"),
        ("HTTP://Trainer.local/j/KWX47F", "http://trainer.local", "KWX47F"),
        ("https://rooms.example.org/j/KWX47F", "https://rooms.example.org", "KWX47F"),
        ("https://rooms.example.org:8443", "https://rooms.example.org:8443", None),
        ("192.168.1.20:8000", "http://192.168.1.20:8000", None),
        ("192.168.1.20", "http://192.168.1.20:8765", None),
        ("http://[fd00::2]:8765/j/KWX47F", "http://[fd00::2]:8765", "KWX47F"),
        ("http://192.168.1.20:8765/j/KWX47F?from=qr#top", "http://192.168.1.20:8765", "KWX47F"),
    ],
)
def test_an_address_is_read_as_it_is_shown_or_shorter(typed: str, server: str, code: str | None) -> None:
    address = read_address(typed)
    assert (address.server, address.code) == (server, code)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "none"),
        ("KWX47F", "looks like a code"),
        ("ftp://192.168.1.20/j/KWX47F", "begins with ftp"),
        ("javascript://192.168.1.20/j/KWX47F", "begins with javascript"),
        ("http://192.168.1.20:8765/j/KWX470", "no code"),
        ("http://192.168.1.20:8765/other", "another page"),
        ("http://192.168.1.20:99999/j/KWX47F", "cannot be read"),
        ("http://[fd00::2/j/KWX47F", "cannot be read"),
        ("http://mo:secret@192.168.1.20/j/KWX47F", "a name and a password"),
        ("http:///j/KWX47F", "names no machine"),
        ("http://192.168.1.20:8765/j/KWX47F extra", "is none"),
        ("http://192.168.1.20:8765/j/\x1b[31m", "is none"),
    ],
)
def test_what_is_no_address_is_told_with_what_to_do(typed: str, told: str) -> None:
    with pytest.raises(WrongAddress) as error:
        read_address(typed)
    assert told in error.value.message
    assert error.value.message.isprintable()
    assert error.value.hint


def test_a_code_can_be_given_later() -> None:
    address = read_address("192.168.1.20:8765")
    assert address.with_code("kwx 47f").url == "http://192.168.1.20:8765/j/KWX47F"
    with pytest.raises(WrongAddress):
        address.with_code("12345")


def test_a_websocket_is_as_secure_as_the_page() -> None:
    assert read_address("http://a.example:8765").socket_url == "ws://a.example:8765/api/socket"
    assert read_address("https://a.example").socket_url == "wss://a.example/api/socket"


@given(st.text(max_size=60) | st.from_regex(r"(https?://)?[\w\[\]:.@/-]{0,40}", fullmatch=True))
def test_whatever_is_typed_is_an_address_or_is_refused(typed: str) -> None:
    try:
        address = read_address(typed)
    except WrongAddress:
        return
    assert address.host
    assert 0 <= address.port <= 65_535
    assert address.url.isprintable()
