"""Texts of the mark check: the form, the answer, the opinion, the certificate and the kept record."""

from domain.text import Wording

WORDS: dict[str, Wording] = {
    "nav_conflicts": Wording("商标比对", "Mark check"),
    "check_title": Wording("商标比对", "Check a trade mark"),
    "check_lead": Wording(
        "哪些在先权利会妨碍这个标志用于这些商品，为什么？答案是按分量排列的证据，由主管局决定。",
        "Which earlier rights stand in the way of this sign for these goods, and why? The answer is a ranked list of evidence."
        " The office decides.",
    ),
    "check_faults": Wording("有些内容需要修改：", "Something needs to be changed:"),
    "check_sign": Wording("标志", "The sign"),
    "check_sign_hint": Wording(
        "照申请的样子写：汉字、字母、数字或其组合。", "As it will be filed: Han characters, Latin letters, digits, or a mixture."
    ),
    "check_as": Wording("比对方式", "Compare as"),
    "check_as_hint": Wording("不选则按标志自动判断，全部比对。", "Without a choice everything that the sign allows is compared."),
    "way_han": Wording("汉字", "Han characters"),
    "way_pinyin": Wording("拼音", "Pinyin"),
    "way_latin": Wording("英文", "Foreign words"),
    "way_digits": Wording("数字", "Digits"),
    "way_initials": Wording("字头", "Initials"),
    "way_device": Wording("图形", "Device"),
    "check_vienna": Wording("图形要素", "Figurative elements"),
    "check_vienna_hint": Wording("维也纳编码，如 24.07.01，以空格分开。", "Vienna codes such as 24.07.01, with blanks between."),
    "check_vienna_find": Wording("查找编码", "Find a code"),
    "check_goods": Wording("商品和服务", "Goods and services"),
    "check_goods_hint": Wording(
        "写出商品或服务，以分号分开；可查出它们所在的类别和类似群。",
        "Type goods or services with semicolons between; the classes and similar groups that hold them are offered.",
    ),
    "check_find_groups": Wording("查找类似群", "Find groups"),
    "check_groups_found": Wording("找到的类似群", "Groups found"),
    "check_groups_hold": Wording("{count} 个类似群含“{text}”。", "{count} groups hold “{text}”."),
    "check_choose": Wording("选择", "Choose"),
    "check_class": Wording("类", "Class"),
    "check_group": Wording("类似群", "Group"),
    "check_entries": Wording("相符的条目", "Entries that match"),
    "check_marks": Wording("有效商标", "Marks in force"),
    "check_marks_class": Wording("该类有效商标", "Marks in force, class"),
    "check_no_group": Wording("没有类似群含“{text}”。", "No group holds “{text}”."),
    "check_no_group_more": Wording("可换一个词，或直接写类别。", "Try another word, or give the class below."),
    "check_classes": Wording("尼斯类别", "Nice classes"),
    "check_classes_hint": Wording("1 至 45，如 9, 42；不写则商品不作区分。", "1 to 45, such as 9, 42; without any, all goods count the same."),
    "check_browse": Wording("浏览全部 45 类", "Browse all 45 classes"),
    "check_law": Wording("法律", "Law"),
    "check_far": Wording("检索范围", "How far to look"),
    "check_ranked": Wording("排序检索", "Ranked search"),
    "check_ranked_hint": Wording("从全部候选中取最重要的 100 件", "the best 100 of all candidates"),
    "check_audit": Wording("全库逐件核算", "Audit"),
    "check_audit_hint": Wording("对登记簿中每件商标评分，用时数秒，并出具证明", "every mark of the register is scored, a few seconds; gives a certificate"),
    "check_filed": Wording("申请日", "Filing date of the sign"),
    "check_priority": Wording("优先权日", "Priority date"),
    "check_owner": Wording("申请人（其自有商标单列）", "Applicant (own marks are set apart)"),
    "check_go": Wording("比对", "Check"),
    "check_about": Wording("关于比对", "About the check"),
    "check_compared": Wording("比对什么", "What is compared"),
    "check_compared_p": Wording(
        "标志的读音、外观和含义；商品；每件在先权利的日期、状态和权利人。各自单列，不合成一个数。",
        "Sound, look and meaning of the sign; the goods; date, status and owner of each earlier right. Each stands alone, none"
        " is hidden in one number.",
    ),
    "check_compared_q": Wording(
        "任何人都不能独占的名称另列：国家名称和标志、地名、地理标志、通用名称。",
        "Names that no one may own are listed apart: states and emblems, places, geographical indications, generic words.",
    ),
    "check_many": Wording("一次比对多个名称", "Many names at once"),
    "check_many_p": Wording(
        "CSV 文件，列为 mark、classes、goods；结果为 Excel 工作簿。", "A CSV with the columns mark, classes, goods; the answer is a workbook."
    ),
    "check_file": Wording("名单（CSV）", "The list (CSV)"),
    "check_upload": Wording("上传名单", "Upload the list"),
    "check_template": Wording("模板", "Template"),
    "check_privacy": Wording("隐私", "Privacy"),
    "check_privacy_p": Wording(
        "标志和商品不作记录。只有您选择保存时才留下检索记录。", "The sign and the goods are not logged. A search record is kept only if you save it."
    ),
}  # fmt: skip
