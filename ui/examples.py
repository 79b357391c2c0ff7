"""The examples of the query help, by group; what each finds is said by the language itself, so that help never lies."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("help_words", ("battery separator", '"battery separator"', "固态电解质", "electro*", "colo?r", "title:dr?er")),
    (
        "help_ops",
        ("tea AND (drying OR withering)", "茶 与 （烘干 或 萎凋）", "tea -coffee", "battery NOT title:method"),
    ),
    (
        "help_near",
        ("leaf NEAR/3 dryer", "leaf ADJ dryer", "humidity CLAIM damper", "battery SENT separator", "电池 PARA 隔膜"),
    ),
    (
        "help_fields",
        (
            "title:dryer",
            "标题:电池",
            'applicant:"Northfield Energy"',
            'applicant=="Northfield Energy Storage, Inc."',
            "申请人:大学",
            "office:CN kind:B",
            "region:*",
        ),
    ),
    (
        "help_dates",
        ("published:2018..2023", "filed>=2020-06", "公开日:2021", "expires:2030..2035", "claim_count>=10"),
    ),
    ("help_classes", ("ipc:A23F3/06", "ipc:A23F3/06!", "H01M 10/052", "cpc:Y02E", "locarno:14-02", "vienna:05.03")),
    (
        "help_marks",
        (
            "mark:cloud",
            "商标:云",
            "goods:tea class 30",
            "第30类",
            "mark_kind:word",
            "group:3002",
            'sounds("yunlan")',
            'looks("CLOUD")',
            'means("cloud")',
            'goods("iced tea", class)',
        ),
    ),
    ("help_num", ("US 11,774,182 B2", "ZL 2021 1 0276418.5", "EP 1 234 567", "PCT/EP2003/011007", "018922640")),
    (
        "help_functions",
        (
            "status(in_force)",
            "status(in_force, 2020-01-01)",
            "cites(US7272630B2)",
            "citedby(US7272630B2)",
            "family(EP1234567)",
        ),
    ),
)
FAULTS: tuple[str, ...] = ("titel:dryer", "tea AND (leaf OR withering", "published:2020-13")
CALLS: tuple[tuple[str, str], ...] = (
    ("/api/v1/search?q=battery&f.office=CN&facets=status,ipc", "search"),
    ("/api/v1/records/{id}", "record"),
    ("/api/v1/records/{id}/family", "family"),
    ("/api/v1/records/{id}/citations", "citations"),
    ("/api/v1/records/{id}/events", "events"),
    ("/api/v1/export?q=battery&format=csv", "export"),
    ("/api/v1/suggest?q=ener", "suggest"),
    ("/api/v1/classifications/ipc/H01M", "classes"),
    ("/api/v1/fields", "fields"),
    ("/api/v1/sources", "sources"),
    ("/api/v1/coverage", "coverage"),
)
