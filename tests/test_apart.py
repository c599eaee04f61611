import os

import pytest

from docsieve.apart import Apart, ApartError


def test_calls_are_answered_by_another_process_one_after_the_other() -> None:
    with Apart("os") as other:
        first = other.call("getpid")
        assert first != os.getpid()
        assert other.call("getpid") == first


def test_what_the_function_raises_is_told_and_the_process_lives_on() -> None:
    with Apart("operator") as other:
        with pytest.raises(ApartError, match="ZeroDivisionError: "):
            other.call("floordiv", 1, 0)
        assert other.call("add", 1, 1) == 2


def test_what_is_printed_over_there_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    with Apart("builtins") as other:
        assert other.call("print", "careful") is None
        assert other.call("len", "abc") == 3
    assert "careful" in capfd.readouterr().err


def test_a_process_that_ends_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    with Apart("os") as other, pytest.raises(ApartError, match="os ended with status 7"):
        other.call("_exit", 7)
    with Apart("docsieve.no_such_room") as other, pytest.raises(ApartError, match="ended with status 1"):
        other.call("anything")
    assert "No module named" in capfd.readouterr().err
