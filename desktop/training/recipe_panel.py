"""How a run learns: from which model, by which recipe, and the settings that may be changed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.language import marked, tr
from desktop.training.data_panel import faint, heading
from desktop.training.recipes import RECIPES
from desktop.training.runs import RunSpec, clean_name

THE_RECIPES = marked("the recipe's")
INDENT_PX = 22


class RecipePanel(QWidget):
    """Fields for all of a `RunSpec` but its data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = QComboBox(self)
        self._label(
            self.model, tr("Start from"), tr("The model that learns. It stays; the result is another.")
        )
        self.name = QLineEdit(self)
        self._label(self.name, tr("Name"), tr("What the tuned model will be called."))
        self.name.setMaxLength(60)
        self.name.setPlaceholderText(tr("made from the data and the recipe"))
        self.recipes: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.epochs = self._spin(tr("Epochs at most"), tr("How often it sees everything, at most."), 1000)
        self.patience = self._spin(
            tr("Patience"), tr("Epochs without a better one after which it ends."), 1000
        )
        self.batch = self._spin(tr("Batch"), tr("Pictures that it learns from at a time."), 256)
        self.rate = QDoubleSpinBox(self)
        self.rate.setDecimals(6)
        self.rate.setRange(0.0, 1.0)
        self.rate.setSingleStep(0.0001)
        self.rate.setSpecialValueText(tr(THE_RECIPES))
        self._label(self.rate, tr("Learning rate"), tr("How far each step goes."))
        self.seed = QSpinBox(self)
        self.seed.setRange(0, 999_999)
        self._label(self.seed, tr("Seed"), tr("Decides all that is random: the same seed, the same result."))
        self.more = QToolButton(self)
        self.more.setText(tr("More settings"))
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setArrowType(Qt.ArrowType.RightArrow)
        self.more.setToolTip(tr("Epochs, patience, batch, learning rate and seed."))
        self.more.setAccessibleName(tr("More settings"))
        self._rest = QWidget(self)
        self._build()
        self.more.toggled.connect(self._on_more)

    def _label(self, widget: QWidget, name: str, tip: str) -> None:
        widget.setAccessibleName(name)
        widget.setToolTip(tip)

    def _spin(self, name: str, tip: str, most: int) -> QSpinBox:
        spin = QSpinBox(self)
        spin.setRange(0, most)
        spin.setSpecialValueText(tr(THE_RECIPES))
        self._label(spin, name, tip)
        return spin

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(tr("Recipe"), self))
        for recipe in RECIPES:
            radio = QRadioButton(tr(recipe.title), self)
            radio.setToolTip(tr(recipe.sentence))
            radio.setAccessibleDescription(tr(recipe.sentence))
            self._group.addButton(radio)
            self.recipes[recipe.name] = radio
            column.addWidget(radio)
            words = faint(self, tr(recipe.sentence))
            words.setContentsMargins(INDENT_PX, 0, 0, 2)
            column.addWidget(words)
        self.recipes[RECIPES[0].name].setChecked(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(tr("Start fro&m"), self.model)
        form.addRow(tr("&Name"), self.name)
        column.addLayout(form)
        column.addWidget(self.more)
        form = QFormLayout(self._rest)
        form.setContentsMargins(INDENT_PX, 0, 0, 0)
        for title, widget in (
            (tr("Epochs at most"), self.epochs),
            (tr("Patience"), self.patience),
            (tr("Batch"), self.batch),
            (tr("Learning rate"), self.rate),
            (tr("Seed"), self.seed),
        ):
            form.addRow(title, widget)
        self._rest.hide()
        column.addWidget(self._rest)

    def set_models(self, models: Sequence[tuple[str, str]], chosen: str) -> None:
        """(title, name or path) of what may be started from."""
        kept = str(self.model.currentData() or chosen)
        self.model.clear()
        for title, name in models:
            self.model.addItem(title, name)
        place = self.model.findData(kept)
        self.model.setCurrentIndex(max(place, 0))

    @property
    def preset(self) -> str:
        return next(name for name, radio in self.recipes.items() if radio.isChecked())

    def fill(self, spec: RunSpec) -> RunSpec:
        """The same with what the fields say; the name may still be empty."""
        return replace(
            spec,
            name=clean_name(self.name.text()),
            preset=self.preset,
            model=str(self.model.currentData() or spec.model),
            epochs=self.epochs.value(),
            batch=self.batch.value(),
            rate=self.rate.value(),
            patience=self.patience.value(),
            seed=self.seed.value(),
        )

    def take(self, spec: RunSpec) -> None:
        """Show what a run had."""
        if spec.preset in self.recipes:
            self.recipes[spec.preset].setChecked(True)
        place = self.model.findData(spec.model)
        if place < 0:
            self.model.addItem(Path(spec.model).stem, spec.model)
            place = self.model.count() - 1
        self.model.setCurrentIndex(place)
        self.name.clear()
        self.epochs.setValue(spec.epochs)
        self.batch.setValue(spec.batch)
        self.rate.setValue(spec.rate)
        self.patience.setValue(max(spec.patience, 0))
        self.seed.setValue(spec.seed)
        if spec.epochs or spec.batch or spec.rate or spec.patience or spec.seed:
            self.more.setChecked(True)

    @Slot(bool)
    def _on_more(self, shown: bool) -> None:
        self._rest.setVisible(shown)
        self.more.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
