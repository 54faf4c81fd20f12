"""The half of SAMuraiVision that runs without a screen: media, models, tracking, documents, formats."""
