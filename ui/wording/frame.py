"""Texts of the frame around every page."""

from domain.text import Wording

WORDS: dict[str, Wording] = {
    "skip": Wording("跳到正文", "Skip to content"),
    "menu": Wording("菜单", "Menu"),
    "close": Wording("收起", "Close"),
    "main_menu": Wording("主菜单", "Main"),
    "nav_search": Wording("检索", "Search"),
    "nav_advanced": Wording("表单检索", "Advanced"),
    "nav_numbers": Wording("号码清单", "Number list"),
    "nav_classification": Wording("分类表", "Classifications"),
    "nav_coverage": Wording("数据范围", "Data coverage"),
    "nav_help": Wording("检索语法", "Query help"),
    "nav_sources": Wording("数据来源", "Sources"),
    "nav_api": Wording("接口", "API"),
    "top": Wording("回到页首", "Back to top"),
    "data_to": Wording("数据截至 {date}", "Data to {date}"),
    "no_data": Wording("尚未载入数据", "Nothing loaded yet"),
    "other_language": Wording("English", "中文"),
    "foot": Wording(
        "IP Atlas 展示各主管局已公布的数据，本站数据截至 {date}。本站不是登记簿，也不提供法律意见；以主管局登记簿为准。检索词不作记录。",
        "IP Atlas shows what the offices published, as loaded here to {date}. It is not a register and gives no legal advice;"
        " the office’s own register decides. Queries are not logged.",
    ),
    "foot_plain": Wording(
        "IP Atlas 展示各主管局已公布的数据。本站不是登记簿，也不提供法律意见；以主管局登记簿为准。检索词不作记录。",
        "IP Atlas shows what the offices published. It is not a register and gives no legal advice; the office’s own register"
        " decides. Queries are not logged.",
    ),
    "api_call": Wording("用接口取得本页结果", "This answer as an API call"),
    "took": Wording("规范检索式 {canonical}，用时 {ms} 毫秒", "Canonical query {canonical}, {ms} ms"),
    "printed": Wording("打印于 {date}，数据截至 {data}", "printed {date}, data to {data}"),
    "error_code": Wording("代码 {code}", "Code {code}"),
    "try_repair": Wording("可改为：", "Ask instead:"),
    "back_home": Wording("回到首页", "Go to the first page"),
    "not_found_records": Wording("这个号码可能指", "The number may mean"),
    "read_number": Wording("号码是这样理解的", "How the number was read"),
    "number_invalid": Wording("校验位不符，可能写错。", "its check digit does not fit; it may be mistyped."),
    "number_loaded": Wording(
        "{office}的{right}已载入 {count} 件，至 {date}，其中没有它。可能尚未公布，或不存在。",
        "{right} of {office} are loaded to {date}, {count} records; it is not among them. It may have been published later,"
        " or not exist.",
    ),
    "numbers_near": Wording("号码相邻的记录", "Numbers near it"),
    "use_export": Wording("要取大量记录，请用导出：不限件数。", "Large sets: use the export, it has no limit."),
    "remove": Wording("去掉", "remove"),
    "records": Wording("共 {count} 件", "{count} records"),
    "one_record": Wording("共 1 件", "1 record"),
    "all": Wording("全部", "All"),
    "export": Wording("导出", "Export"),
    "unknown": Wording("不明", "Unknown"),
    "state_in_force": Wording("有效", "In force"),
    "state_pending": Wording("审查中", "Pending"),
    "state_lapsed": Wording("已失效", "Lapsed"),
    "state_expired": Wording("已届满", "Expired"),
    "state_unknown": Wording("状态不明", "Unknown"),
}
