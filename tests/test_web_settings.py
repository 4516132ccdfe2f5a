import pytest

from kb.errors import UsageError
from kb.web.settings import Settings, read_settings


def test_nothing_is_set_by_default() -> None:
    assert read_settings({}) == Settings(base_url="", trusted_proxies=0)


def test_settings_come_from_the_environment() -> None:
    given = {
        "KB_BASE_URL": "https://roles.example/",
        "KB_TRUSTED_PROXIES": "2",
        "KB_EDIT_URL": "vscode://file/{path}:{line}",
    }

    assert read_settings(given) == Settings(
        base_url="https://roles.example", trusted_proxies=2, edit_url="vscode://file/{path}:{line}"
    )


@pytest.mark.parametrize("text", ["javascript:alert('{path}')", "https://example.org/", "{path}", "DATA:,{path}"])
def test_an_edit_url_is_an_address_that_names_the_file(text: str) -> None:
    with pytest.raises(UsageError) as error:
        read_settings({"KB_EDIT_URL": text})

    assert str(error.value) == (
        f'KB_EDIT_URL is "{text}"; make it an address with {{path}} in it, '
        "as in https://example.org/edit/{path}#L{line}"
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "KB_BASE_URL",
            "roles.example",
            'KB_BASE_URL is "roles.example"; make it scheme and host, as in https://example.org',
        ),
        (
            "KB_BASE_URL",
            "https://roles.example/sub",
            'KB_BASE_URL is "https://roles.example/sub"; make it scheme and host, as in https://example.org',
        ),
        ("KB_TRUSTED_PROXIES", "-1", 'KB_TRUSTED_PROXIES is "-1"; make it a number, 0 for none'),
        ("KB_TRUSTED_PROXIES", "two", 'KB_TRUSTED_PROXIES is "two"; make it a number, 0 for none'),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(name: str, value: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        read_settings({name: value})

    assert str(error.value) == message
