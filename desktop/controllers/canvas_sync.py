"""Keeps the canvas showing what the document has on the frame that is on screen."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot

from core.document.change import Change, Place
from core.document.document import Overlap
from core.masks import Mask
from core.types import Box, Click, FramePrompt
from desktop.canvas.canvas import Canvas
from desktop.canvas.layers import MaskLayer, PromptMark
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController, ShownFrame
from desktop.controllers.preview import Preview, PreviewController
from desktop.controllers.prompting import PromptController
from desktop.language import tr


class CanvasSync(QObject):
    """Refreshes from changes alone: a change to another frame costs nothing."""

    def __init__(
        self,
        canvas: Canvas,
        documents: DocumentController,
        frames: FrameController,
        prompts: PromptController,
        previews: PreviewController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._documents = documents
        self._frames = frames
        self._prompts = prompts
        self._instead: Mapping[Place, Mask | None] = {}
        frames.frame_shown.connect(self._on_frame_shown)
        frames.media_changed.connect(self._on_media_changed)
        documents.changed.connect(self._on_changed)
        documents.selected_changed.connect(self._on_selected)
        documents.project_changed.connect(self._on_selected)
        prompts.pending_changed.connect(self._show_prompts)
        previews.preview_made.connect(self._on_preview)
        canvas.intent_made.connect(prompts.take)
        canvas.intent_made.connect(previews.take)

    @Slot(object)
    def _on_frame_shown(self, frame: ShownFrame) -> None:
        self._canvas.set_frame(frame.frame_rgb, frame.frame_index)
        self._show_layers()
        self._show_prompts()

    @Slot(object)
    def _on_media_changed(self, media: object) -> None:
        self._canvas.set_layers(())
        self._canvas.set_prompts(())
        if media is None:
            self._canvas.set_frame(None, 0)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        shown = self._frames.shown
        if shown is not None and change.touches(shown.frame_index):
            self._show_layers()
            self._show_prompts()

    @Slot(object)
    def _on_selected(self, _selected: object) -> None:
        self._show_layers()
        self._show_prompts()

    @Slot(object)
    def _on_preview(self, preview: Preview) -> None:
        if self._canvas.has_frame:
            self._canvas.set_preview(preview.mask, preview.colour)

    @Slot(object)
    def show_instead(self, masks: Mapping[Place, Mask | None]) -> None:
        """Show these masks in place of the document's, by (object id, frame index); none: its own again."""
        self._instead = masks
        self._canvas.set_note(tr("Before") if masks else "")
        self._show_layers()

    def _show_layers(self) -> None:
        """The first object of the list is on top, so it is drawn last."""
        document, shown = self._documents.document, self._frames.shown
        if document is None or shown is None:
            return
        height, width = shown.frame_rgb.shape[:2]
        self._canvas.set_exclusive(document.settings.overlap is Overlap.EXCLUSIVE)
        layers = []
        for item in reversed(list(document.objects.values())):
            place = (item.id, shown.frame_index)
            mask = self._instead[place] if place in self._instead else document.mask(*place)
            if mask is not None and (mask.width, mask.height) != (width, height):
                mask = None  # the media was replaced by one of another size: it was said when it opened
            layers.append(
                MaskLayer(
                    item.id,
                    mask,
                    item.colour,
                    item.visible,
                    item.id == self._documents.selected,
                    item.locked,
                )
            )
        self._canvas.set_layers(layers)

    @Slot()
    def _show_prompts(self) -> None:
        document, shown = self._documents.document, self._frames.shown
        if document is None or shown is None:
            return
        marks: list[PromptMark] = []
        colours = {item.id: item.colour for item in document.objects.values() if item.visible}
        pending = self._prompts.pending
        if pending is not None and pending.item is not None:
            colours[pending.object_id] = pending.item.colour
        for object_id, colour in colours.items():
            prompt = self._prompts.prompt_at(object_id, shown.frame_index)
            if prompt is not None and prompt.mask is None:
                selected = object_id == self._documents.selected or document.objects.get(object_id) is None
                marks.extend(_marks_of(prompt, object_id, colour, selected))
        self._canvas.set_prompts(marks)


def _marks_of(prompt: FramePrompt, object_id: int, colour: str, selected: bool) -> list[PromptMark]:
    box: list[Box] = [prompt.box] if prompt.box is not None else []
    clicks: list[tuple[int, Click]] = list(enumerate(prompt.clicks))
    return [
        *(PromptMark(object_id, colour, box=one, selected=selected) for one in box),
        *(PromptMark(object_id, colour, click=click, index=at, selected=selected) for at, click in clicks),
    ]
