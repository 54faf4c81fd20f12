"""Video files and folders of pictures, frame by frame: index, read, cache, write."""
