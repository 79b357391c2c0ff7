"""Texts of the pages about prior art and what is near to a record."""

from domain.text import Wording

WORDS: dict[str, Wording] = {
    "nav_prior_art": Wording("现有技术", "Prior art"),
    "task_art": Wording("查一份文稿的现有技术", "Find the prior art of a draft"),
    "task_art_p": Wording(
        "粘贴文字或上传文稿，看哪件文献说了哪个特征。",
        "Paste a text or upload a draft; see which document says which feature.",
    ),
    "art_title": Wording("文稿的现有技术", "Prior art for your draft"),
    "art_of": Wording("{number} 的现有技术", "Prior art for {number}"),
    "art_lead": Wording(
        "按内容、用词和引用关系，在各主管局的公布文本中查找最接近的在先文献。中文、英文均可。",
        "The closest earlier publications of every office, by meaning, words and citations. English or Chinese.",
    ),
    "art_text": Wording("文稿", "Your draft"),
    "art_text_hint": Wording(
        "一段说明、一组权利要求或整份文稿；比较前 {most} 个字符。特征取自第一项权利要求。",
        "A paragraph, claims, or a whole draft; the first {most} characters are compared. Features come from claim 1.",
    ),
    "art_file": Wording("或上传文件", "Or upload a file"),
    "art_file_hint": Wording(
        "TXT、DOCX、PDF 或专利 XML，不超过 20 MB，不加密，扫描件须先做文字识别。",
        "TXT, DOCX, PDF or patent XML, up to 20 MB, without a password; a scan needs its text recognised first.",
    ),
    "art_before": Wording("公开日早于", "Published before"),
    "art_before_hint": Wording(
        "年-月-日，如申请日或优先权日；可不填。此前申请、此后公开的另列。",
        "YYYY-MM-DD, such as your filing or priority date; may stay empty. What was filed before it and published later"
        " stands apart.",
    ),
    "art_office": Wording("仅限主管局", "Only these offices"),
    "art_office_hint": Wording(
        "代码，用空格分开，如 CN US；不填为全部。", "Codes with blanks between, such as CN US; all without."
    ),
    "art_k": Wording("文献件数", "Documents"),
    "art_go": Wording("查找现有技术", "Find prior art"),
    "art_again_report": Wording("按报告重查", "Run a report again"),
    "art_report_hint": Wording(
        "给出同一份文稿和以前保存的报告（JSON）：按当时的条件重查，并说明有何变化。",
        "Give the same draft and a report you kept (JSON): it is searched as it was then, and told what has changed.",
    ),
    "art_report_file": Wording("报告文件", "The report"),
    "art_privacy": Wording("文稿的去向", "What becomes of your draft"),
    "art_privacy_p": Wording(
        "文稿只在内存中读取，不写入磁盘或日志。关闭本页即消失。",
        "It is read in memory and written to no disk and no log. Close the page and it is gone.",
    ),
    "art_how": Wording("怎样比较", "How it is compared"),
    "art_how_p": Wording(
        "文稿按内容（语义向量）、最能说明问题的词以及引用关系与每件文献比较；分类只作加分，不作筛选。结果是按接近程度排列的线索，不是新颖性结论。",
        "By meaning (vectors), by its most telling words, and by citations; classes raise a document and never leave one"
        " out. The answer is evidence in order of nearness, not a verdict on novelty.",
    ),
    "art_draft": Wording("文稿", "Draft"),
    "art_draft_is": Wording("{language}，{count} 个字符", "{language}, {count} characters"),
    "art_features": Wording("特征", "Features"),
    "art_features_n": Wording("{count} 项", "{count}"),
    "art_split_claim": Wording("取自权利要求", "split from the claim"),
    "art_split_text": Wording("取自文句", "split from its sentences"),
    "art_edited": Wording("已改写", "edited"),
    "art_edit": Wording("改写", "edit"),
    "art_searched": Wording("检索范围", "Searched"),
    "art_searched_n": Wording("{count} 条记录", "{count} records"),
    "art_any_day": Wording("不限", "any day"),
    "art_model": Wording("模型", "Model"),
    "art_closeness": Wording("接近程度", "Closeness"),
    "close_close": Wording("有接近的文献", "close"),
    "close_related": Wording("仅有相关文献", "related only"),
    "close_nothing": Wording("没有接近的文献", "nothing close"),
    "art_none": Wording("没有可比较的文献。", "There is no document to compare."),
    "art_cover_one": Wording("{tags} 一件即覆盖全部 {count} 项特征。", "{tags} alone covers all {count} features."),
    "art_cover": Wording(
        "{documents} 件文献合起来覆盖全部 {count} 项特征：{tags}。",
        "{documents} documents together cover all {count} features: {tags}.",
    ),
    "art_no_cover": Wording(
        "没有三件以内的文献合起来覆盖全部特征。", "No three documents together cover all features."
    ),
    "art_alone": Wording("{tag} 一件覆盖 {letters}。", "{tag} alone covers {letters}."),
    "art_left": Wording("没有文献覆盖 {letters}。", "No document covers {letters}."),
    "art_machine": Wording(
        "覆盖与否由机器判断（段落得分 {covered} 起为完全，{partly} 起为部分），采信前请阅读段落。",
        "Coverage is found by machine (a passage counts wholly from {covered} on, in part from {partly}); read the passages"
        " before you rely on it.",
    ),
    "art_matrix": Wording("哪件文献说了什么", "Which document says what"),
    "art_matrix_caption": Wording(
        "行为文稿特征，列为文献，最接近者在前。底色为覆盖全部特征的最小组合。",
        "Rows: features of the draft. Columns: documents, closest first. Tinted: the smallest set that covers all.",
    ),
    "art_feature": Wording("特征", "Feature"),
    "cell_full": Wording("完全", "fully"),
    "cell_part": Wording("部分", "partly"),
    "cell_none": Wording("未见", "no passage found"),
    "art_csv": Wording("存为 CSV", "Save as CSV"),
    "art_passages": Wording("段落", "Passages"),
    "art_counts": Wording("{of} 项中 {full} 项完全、{part} 项部分", "{full} of {of} fully, {part} partly"),
    "art_found_by": Wording("命中途径：{why}", "Found by: {why}"),
    "art_no_passage": Wording("没有段落说到任何特征。", "No passage speaks to a feature."),
    "list_words": Wording("用词", "words"),
    "list_vector": Wording("内容", "meaning"),
    "list_links": Wording("与 {tags} 有引用关系", "cited by or citing {tags}"),
    "place_claims": Wording("权利要求 {number}", "claim {number}"),
    "place_abstract": Wording("摘要", "abstract"),
    "place_description": Wording("说明书第 {number} 段", "description, paragraph {number}"),
    "place_title": Wording("标题", "title"),
    "art_in": Wording("见 {id}", "in {id}"),
    "art_more": Wording("更像这件", "More like this"),
    "art_less": Wording("不像这件", "Not this"),
    "art_marks": Wording("已排除", "Marked as not this"),
    "art_marks_go": Wording("按标记重查", "Search again with these marks"),
    "art_marks_hint": Wording(
        "标为“更像”的文献把检索拉近，标为“不像”的推远并不再列出。",
        "What is marked as like draws the search nearer; what is marked as not is left out and pushes it away.",
    ),
    "art_earlier": Wording("在先申请，在后公开", "Filed before, published later"),
    "art_earlier_hint": Wording(
        "{day} 以前申请、当日或以后公开的申请；是否构成抵触申请依各国法律。",
        "Applications filed before {day} and published on it or later; whether they count, and for what, the law of the"
        " office says.",
    ),
    "art_edit_title": Wording("文稿的特征", "Features of the draft"),
    "art_edit_label": Wording("特征，每行一项", "Features, one per line"),
    "art_edit_hint": Wording(
        "每行一项，可合并、拆分、改写，再重新检索。", "One feature per line. Merge, split or reword, then search again."
    ),
    "art_search_again": Wording("重新检索", "Search again"),
    "art_classes": Wording("文稿可能的分类", "Classes your draft falls in"),
    "art_votes": Wording("{all} 件邻近文献中的 {count} 件", "{count} of {all} neighbours"),
    "art_neighbours": Wording("投票的文献", "The neighbours that voted"),
    "art_report": Wording("检索报告", "Search report"),
    "art_report_p": Wording(
        "报告写明检索条件、范围和结果，只含文稿的散列值，不含文稿文字；可打印，也可保存后对同一文稿重查。",
        "It says what was asked, of what, and what was found, with a hash of the draft and none of its text. Print it, or"
        " keep it to run the search again with the same draft.",
    ),
    "art_report_show": Wording("打开可打印的报告", "Open the report to print"),
    "art_report_save": Wording("保存报告（JSON）", "Save the report (JSON)"),
    "art_made": Wording("检索时间", "Made"),
    "art_hash": Wording("文稿散列值（SHA-256）", "Hash of the draft (SHA-256)"),
    "art_features_hash": Wording("特征散列值（SHA-256）", "Hash of the features (SHA-256)"),
    "art_liked": Wording("标为更像", "Marked as like"),
    "art_unliked": Wording("标为不像", "Marked as unlike"),
    "art_generation": Wording("索引", "Index"),
    "art_results": Wording("文献", "Documents"),
    "art_covers": Wording("完全覆盖", "Covers"),
    "art_partly": Wording("部分覆盖", "In part"),
    "art_tag": Wording("代号", "Tag"),
    "art_document": Wording("文献", "Document"),
    "art_published": Wording("公开日", "Published"),
    "art_report_letters": Wording(
        "字母依次为文稿各项特征；报告不含其文字。",
        "The letters are the features of the draft in their order; the report does not hold their text.",
    ),
    "sim_title": Wording("内容相近的文献", "Nearest in meaning"),
    "sim_note": Wording(
        "每个同族只列一件，按内容、用词和引用关系排列。", "One of each family, by meaning, words and citations."
    ),
    "sim_all": Wording("逐项特征比较", "Compare feature by feature"),
    "sim_before": Wording("只看其申请日之前公开的", "only what was published before its filing date"),
    "sim_none": Wording("没有相近的文献。", "Nothing near is loaded."),
    "rank_by": Wording("排序依据", "Rank by"),
    "mode_words": Wording("用词", "words"),
    "mode_semantic": Wording("内容", "meaning"),
    "mode_hybrid": Wording("两者", "both"),
    "at_least": Wording("至少 {count} 件", "at least {count} records"),
}
