"""The yearly tables of an office: what was applied for, granted and in force, by kind, party, place and class."""
