import dataclasses
import json
import os
import sys
from pathlib import Path

import pytest

from core.errors import StorageError
from core.settings import (
    MAX_RECENT,
    Settings,
    folders,
    load_settings,
    portable_home,
    program_folder,
    save_settings,
    write_atomically,
)


def test_one_variable_moves_everything(home: Path) -> None:
    found = folders()
    assert {found.config.parent, found.cache.parent, found.models.parent, found.logs.parent} == {home}


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_system_has_its_four_folders(platform: str) -> None:
    found = folders({}, platform)
    assert len({found.config, found.cache, found.models, found.logs}) == 4
    assert all(folder.is_relative_to(Path.home()) for folder in dataclasses.astuple(found))


@pytest.mark.parametrize("how", ["file", "folder"])
def test_carried_about_everything_is_in_one_folder_beside_the_program(tmp_path: Path, how: str) -> None:
    assert portable_home(tmp_path) is None
    if how == "file":
        (tmp_path / "portable").touch()
    else:
        (tmp_path / "SAMuraiVision-data").mkdir()
    found = folders({}, "linux", tmp_path)
    assert all(path.is_relative_to(tmp_path / "SAMuraiVision-data") for path in dataclasses.astuple(found)), (
        found
    )
    save_settings(Settings(threads=2), found.settings_file)
    assert load_settings(found.settings_file)[0].threads == 2
    elsewhere = folders({"SAMURAIVISION_HOME": str(tmp_path / "own")}, "linux", tmp_path)
    assert elsewhere.models == tmp_path / "own" / "models"


def test_the_program_is_where_it_was_put(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (program_folder() / "run.py").is_file()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "SAMuraiVision" / "samuraivision"))
    assert program_folder() == tmp_path / "SAMuraiVision"
    monkeypatch.setattr(sys, "executable", str(tmp_path / "S.app" / "Contents" / "MacOS" / "samuraivision"))
    assert program_folder() == tmp_path


def test_linux_keeps_to_xdg() -> None:
    found = folders({"XDG_CACHE_HOME": "/fast/cache"}, "linux")
    assert found.cache == Path("/fast/cache/samuraivision")


def test_saved_settings_come_back(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.json"
    settings = Settings(
        model="sam2.1-tiny",
        threads=3,
        theme="dark",
        overlay_opacity=1,
        keys={"file.open": ("Ctrl+O", "F4"), "file.quit": ()},
        project_folder="/projects",
        reopen_last=False,
        window={"size": "a"},
    ).with_recent_command("file.open")
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
        "window": {"a": 1},
        "demo_seen": 1,
        "keys": {"file.open": "Ctrl+O"},
        "log_level": "loud",
        "frame_cache_mib": 10**9,
        "embedding_cache": 2.5,
        "outline_px": True,
    }
    file.write_text(json.dumps({**values, "device": "cpu"}))
    settings, note = load_settings(file)
    assert settings == Settings(device="cpu")
    assert note is not None
    for name in values:
        assert name in note
    assert "device" not in note


def test_what_a_newer_version_wrote_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"from_a_newer_version": {"a": [1]}, "threads": 2}))
    settings, note = load_settings(file)
    assert note is None
    save_settings(dataclasses.replace(settings, threads=1), file)
    assert json.loads(file.read_text())["from_a_newer_version"] == {"a": [1]}
    assert load_settings(file)[0].threads == 1


def test_recent_commands_are_few_and_the_latest_first() -> None:
    settings = Settings()
    for number in (*range(20), 15):
        settings = settings.with_recent_command(f"go.{number}")
    assert settings.recent_commands[:3] == ("go.15", "go.19", "go.18")
    assert len(settings.recent_commands) == len(set(settings.recent_commands)) == 8


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
