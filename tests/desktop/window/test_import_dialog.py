"""The import dialog knows our own exports again."""

import json
from pathlib import Path

from core.formats.manifest import WRITTEN_BY
from core.formats.registry import FORMATS
from desktop.app import Application
from desktop.dialogs.import_masks import ImportDialog, format_of


def test_files_of_ours_say_their_format(application: Application, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")
    assert format_of(tmp_path) is None
    assert format_of(tmp_path / "nothing") is None
    dialog = ImportDialog(application.window, application.parts.importing, str(tmp_path))
    names = {dialog.format.itemData(at) for at in range(dialog.format.count())}
    assert names == {name for name, kind in FORMATS.items() if kind.can_import}
    assert not dialog.start.isEnabled()
    dialog.path.setText(str(tmp_path))
    assert dialog.start.isEnabled()
    (tmp_path / "manifest.json").write_text(json.dumps({"written_by": WRITTEN_BY, "format": "mots"}))
    dialog.path.setText(str(tmp_path) + "/")
    assert dialog.format.currentData() == "mots"
    dialog.close()
