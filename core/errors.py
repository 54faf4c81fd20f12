"""Every error that a user may read, in one tree.

::

    AppError                  the text is one clear sentence, fit for a user
    ├── Cancelled             the user stopped it; never shown
    ├── InputError            what was given cannot be used
    │   ├── MediaError        a video or a folder of frames
    │   ├── MaskError         a mask of the wrong size or kind
    │   ├── PromptError       a click, box or frame index that is outside the media
    │   └── FormatError       a file to import that is damaged or of another format
    ├── ProjectError          the project file: locked, damaged, newer than this program
    ├── ModelError            a checkpoint that is missing, damaged or made for another model
    │   └── DownloadError     a model that could not be fetched
    ├── StorageError          a folder that cannot be written, a full disk
    └── TrainingError         a training run that cannot start or go on
"""


class AppError(Exception):
    """Base of all errors whose text is shown to the user as it is."""


class Cancelled(AppError):  # noqa: N818 - not a failure: the user asked for it
    """The user stopped the work. Caught where jobs end, never shown."""


class InputError(AppError):
    """What was given cannot be used; the command line exits with 2."""


class MediaError(InputError):
    """A video or a folder of frames that cannot be opened or read."""


class MaskError(InputError):
    """A mask whose size or values do not fit the media."""


class PromptError(InputError):
    """A click, box or frame index that lies outside the media."""


class FormatError(InputError):
    """A file to import that is damaged or not of the format it is read as."""


class ProjectError(AppError):
    """A project file that is locked, damaged or written by a newer version."""


class ModelError(AppError):
    """A checkpoint that is missing, damaged or made for another model."""


class DownloadError(ModelError):
    """A model that could not be fetched."""


class StorageError(AppError):
    """A place that cannot be written: no permission, no space, gone."""


class TrainingError(AppError):
    """A training run that cannot start or go on."""
