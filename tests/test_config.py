from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from docsieve.config import HOW_NOT_WHAT, WHERE_NOT_WHAT, Config, ConfigError, load
from docsieve.language import DEFAULT_ENGINE, ENGINES


def written(folder: Path, toml: str) -> Path:
    path = folder / "docsieve.toml"
    path.write_text(toml, "utf-8")
    return path


def test_every_setting_says_what_it_is() -> None:
    descriptions = [field.description or "" for field in Config.model_fields.values()]
    assert all(each.endswith(".") for each in descriptions)


def test_a_file_sets_what_it_names_and_leaves_the_rest(tmp_path: Path) -> None:
    assert load(written(tmp_path, "workers = 3\n")) == Config(workers=3)


def test_the_file_of_the_working_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load() == Config()
    written(tmp_path, "characters_per_portion = 7\n")
    assert load().characters_per_portion == 7


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("workrs = 3\n", "workrs: is no setting; there are characters_per_portion, "),
        ("workers = -1\n", "workers: is -1: Input should be greater than or equal to 0"),
        ('workers = "3"\n', "workers: is '3': Input should be a valid integer"),
        ('language_engine = "oracle"\n', "Input should be 'pooled' or 'langdetect'"),
        ("workers = \n", "cannot be read as TOML"),
    ],
)
def test_what_cannot_be_used_is_named_with_file_and_key(tmp_path: Path, toml: str, said: str) -> None:
    path = written(tmp_path, toml)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert said in str(caught.value)


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "missing.toml")


def test_it_is_frozen() -> None:
    config = Config()
    with pytest.raises(ValidationError, match="frozen"):
        setattr(config, "workers", 2)  # noqa: B010


def test_the_language_engines_are_those_there_are() -> None:
    assert set(get_args(Config.model_fields["language_engine"].annotation)) == set(ENGINES)
    assert Config().language_engine == DEFAULT_ENGINE


def test_every_setting_either_decides_the_result_or_is_known_not_to() -> None:
    records = {f"record_{name}": "other" for name in ("text", "id", "url", "site", "scraped_at")}
    limits = {"max_bytes": 5, "max_characters": 5, "max_container_bytes": 5}
    other = {**limits, **records, "language_engine": "langdetect", "persons": "drop", "drift": "critical"}
    other |= {f"dataset_{what}": "told" for what in ("name", "description", "url", "license")}
    assert set(other) | HOW_NOT_WHAT | WHERE_NOT_WHAT == set(Config.model_fields)
    digests = {Config.model_validate({key: value}).digest() for key, value in other.items()}
    assert len(digests | {Config().digest()}) == len(other) + 1
