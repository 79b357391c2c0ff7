"""When are two marks alike: normal form, sound, look, meaning, and how they combine into evidence."""
