"""Tables of the independent script that are an analysis with options of its own."""

OPTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "classes:main_group": ("classes", {"level": "main_group"}),
    "regions:province": ("regions", {"level": "province"}),
    "regions:city": ("regions", {"level": "city"}),
    "merged": ("applicants", {"clusters": "merged"}),
}
