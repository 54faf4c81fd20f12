"""What the user does, one controller a theme: they change the document and start jobs; widgets only show."""
