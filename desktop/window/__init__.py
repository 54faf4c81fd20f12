"""The main window and its fixed parts."""
