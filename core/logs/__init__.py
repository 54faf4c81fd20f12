"""What the program writes down about itself: the log, crashes, and reports without anything personal."""
