"""Trade-mark conflicts: which earlier rights and which absolute grounds stand in the way of a mark, and why."""
