"""The project: what a person has made, how it changes, and the file it lives in."""
