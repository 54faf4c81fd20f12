import dataclasses
import json
import os
from pathlib import Path

import pytest

from core.errors import StorageError
from core.settings import MAX_RECENT, Settings, folders, load_settings, save_settings, write_atomically


def test_one_variable_moves_everything(home: Path) -> None:
    found = folders()
    assert {found.config.parent, found.cache.parent, found.models.parent, found.logs.parent} == {home}


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_system_has_its_four_folders(platform: str) -> None:
    found = folders({}, platform)
    assert len({found.config, found.cache, found.models, found.logs}) == 4
    assert all(folder.is_relative_to(Path.home()) for folder in dataclasses.astuple(found))


def test_linux_keeps_to_xdg() -> None:
    found = folders({"XDG_CACHE_HOME": "/fast/cache"}, "linux")
    assert found.cache == Path("/fast/cache/samuraivision")


def test_saved_settings_come_back(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.json"
    settings = Settings(model="sam2.1-tiny", threads=3, theme="dark", overlay_opacity=1, window={"size": "a"})
    settings = settings.with_recent(Path("/a.samurai")).with_recent(Path("/b.samurai"))
    save_settings(settings, file)
    assert load_settings(file) == (settings, None)
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == (Settings(), None)


@pytest.mark.parametrize("damage", ["", "{", "[]", "\x00\x01", '{"model": '])
def test_a_damaged_file_is_set_aside_with_a_note(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(damage)
    settings, note = load_settings(file)
    assert settings == Settings()
    assert note is not None
    assert "damaged" in note
    assert (tmp_path / "settings.damaged.json").read_text() == damage
    assert load_settings(file) == (Settings(), None)


def test_only_the_values_that_make_no_sense_are_reset(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    values = {
        "model": 3,
        "threads": -1,
        "theme": "pink",
        "overlay_opacity": 7,
        "recent": [1],
        "device": "cpu",
    }
    file.write_text(json.dumps({**values, "window": {"a": 1}, "demo_seen": 1, "from_a_newer_version": True}))
    settings, note = load_settings(file)
    assert settings == Settings(device="cpu")
    assert note is not None
    for name in ("model", "threads", "theme", "overlay_opacity", "recent", "window", "demo_seen"):
        assert name in note
    assert "device" not in note


def test_recent_projects_are_few_and_the_latest_first() -> None:
    settings = Settings()
    for number in range(MAX_RECENT + 3):
        settings = settings.with_recent(Path(f"/{number}"))
    settings = settings.with_recent(Path("/5"))
    assert settings.recent[0] == str(Path("/5"))
    assert len(settings.recent) == len(set(settings.recent)) == MAX_RECENT


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be written"):
        save_settings(Settings(), tmp_path / "file" / "settings.json")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kept"
    write_atomically(file, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
