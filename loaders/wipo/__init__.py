"""Files in the World Intellectual Property Organization's standard ST.96."""
