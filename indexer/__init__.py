"""How a filing becomes findable, and stays so after a crash."""
