import shutil

from core.document.media_ref import find_media, find_media_in, make_media_ref, media_difference


def test_a_moved_folder_is_found_again(tmp_path):
    home = tmp_path / "home"
    (home / "videos").mkdir(parents=True)
    (home / "projects").mkdir()
    clip = home / "videos" / "clip.mp4"
    clip.write_bytes(b"video")
    media = make_media_ref(
        clip, home / "projects", fingerprint="f", frame_count=5, size_wh=(64, 48), fps=25.0
    )
    assert media.relative_path == "../videos/clip.mp4" and media.size_wh == (64, 48)
    assert find_media(media, home / "projects") == clip
    home.rename(tmp_path / "elsewhere")
    found = find_media(media, tmp_path / "elsewhere" / "projects")
    assert found == tmp_path / "elsewhere" / "videos" / "clip.mp4"
    assert find_media(media, tmp_path) is None
    shutil.move(found, tmp_path / "elsewhere" / "projects" / "clip.mp4")
    assert find_media(media, tmp_path / "elsewhere" / "projects").name == "clip.mp4"


def test_a_project_alone_moved_finds_media_where_it_was(tmp_path):
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"video")
    media = make_media_ref(clip, tmp_path, fingerprint="f", frame_count=5, size_wh=(64, 48), fps=25.0)
    assert find_media(media, tmp_path / "far" / "away") == clip
    assert find_media(media, None) == clip


def test_a_renamed_file_is_found_by_its_content_in_a_folder_that_is_named(tmp_path):
    for name in ("a.mp4", "b.mp4", "notes.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "frames").mkdir()
    media = make_media_ref(
        tmp_path / "clip.mp4", None, fingerprint="b.mp4", frame_count=5, size_wh=(8, 8), fps=1
    )
    asked = []

    def fingerprint(path):
        asked.append(path.name)
        return path.read_text()

    assert find_media_in(media, tmp_path, fingerprint) == tmp_path / "b.mp4"
    assert asked == ["a.mp4", "b.mp4"]
    folder = make_media_ref(tmp_path / "frames", None, fingerprint="x", frame_count=5, size_wh=(8, 8), fps=1)
    assert find_media_in(folder, tmp_path, lambda path: "x") == tmp_path / "frames"
    assert find_media_in(media, tmp_path / "frames", fingerprint) is None


def test_changed_media_is_noticed_in_words(tmp_path):
    media = make_media_ref(
        tmp_path / "clip.mp4", None, fingerprint="f", frame_count=5, size_wh=(64, 48), fps=25
    )
    same = {"fingerprint": "f", "frame_count": 5, "size_wh": (64, 48)}
    assert media_difference(media, **same) is None
    for change, text in (
        ({"size_wh": (48, 64)}, "“clip.mp4” has changed: it is 48×64 pixels"),
        ({"frame_count": 4}, "it has 4 frames, and had 5"),
        ({"fingerprint": "g"}, "may not fit"),
    ):
        sentence = media_difference(media, **(same | change))
        assert text in sentence and sentence.endswith(".")
