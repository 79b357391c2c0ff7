"""Words of the technology tree, the tags and the judging of a query."""

from domain.text import Wording

WORDS: dict[str, Wording] = {
    "branches": Wording("技术分解表与标引", "Branches and tags"),
    "branches_lead": Wording(
        "每个分支一个检索式；每个分支和标签都可以作为分析的范围。",
        "A query for each branch; every branch and every tag can be the scope of an analysis.",
    ),
    "tree": Wording("技术分解表", "Technology tree"),
    "tree_none": Wording("还没有导入技术分解表。", "No tree is imported yet."),
    "tags": Wording("标签", "Tags"),
    "tags_none": Wording("还没有标引。", "Nothing is tagged yet."),
    "th_branch": Wording("分支", "Branch"),
    "th_query": Wording("检索式", "Query"),
    "th_noise": Wording("去噪", "Taken out"),
    "th_precision": Wording("查准率", "Precision"),
    "th_tag": Wording("标签", "Tag"),
    "th_open": Wording("打开", "Open"),
    "from_below": Wording("取下级分支的结果", "what its branches find"),
    "analyse": Wording("分析", "Analyse"),
    "judge": Wording("抽样判断", "Judge a sample"),
    "interval": Wording("{value}（{low}–{high}，{n} 件）", "{value} ({low}–{high}, {n} judged)"),
    "imports": Wording("导入", "Imports"),
    "import": Wording("导入", "Import"),
    "file": Wording("文件", "File"),
    "import_tree": Wording("导入技术分解表", "Import a tree"),
    "import_tree_how": Wording(
        "CSV 或 XLSX，列：分支、上级、检索式。导入后替换现有的表。",
        "CSV or XLSX with the columns branch, parent, query. It replaces the tree that is there.",
    ),
    "import_tags": Wording("导入标引", "Import tags"),
    "import_tags_how": Wording(
        "CSV 或 XLSX，列：标签、号码、标引人、理由。", "CSV or XLSX with the columns tag, id, by, why."
    ),
    "tag_by_hand": Wording("手工标引与去噪", "Tag, or take out, by hand"),
    "tag_ids": Wording("号码，每行一个，写法不限", "Numbers, one a line, in any spelling"),
    "tag_name": Wording("标签或分支的名称", "Name of the tag or branch"),
    "tag_by": Wording("标引人", "Who"),
    "tag_why": Wording("理由", "Why"),
    "do_tag": Wording("加标签", "Tag"),
    "do_untag": Wording("去掉标签", "Untag"),
    "do_aside": Wording("从分支去噪", "Take out of the branch"),
    "do_back": Wording("恢复到分支", "Take back in"),
    "sampling": Wording("检索式的查准与查全", "How good is the query?"),
    "sampling_lead": Wording(
        "随机抽取若干件，逐件判断；查准率附 95% 区间。查全率由另一个独立的检索式或已知清单估计。",
        "Judge a random sample; precision comes with its 95 % interval. Recall is estimated with a second query worded"
        " independently, or a list of known records.",
    ),
    "sample_of": Wording("随机 {count} 件，共 {total} 件", "{count} drawn from {total}"),
    "relevant": Wording("相关", "Relevant"),
    "irrelevant": Wording("不相关", "Not relevant"),
    "keep_verdicts": Wording("保存判断", "Keep the judgements"),
    "precision_is": Wording("查准率", "Precision"),
    "recall_is": Wording("查全率", "Recall"),
    "second_query": Wording("另一个独立措辞的检索式", "A second query, worded independently"),
    "seed_list": Wording("或：已知相关的号码，每行一个", "Or: numbers known to be relevant, one a line"),
    "estimate": Wording("估计", "Estimate"),
    "recaptured": Wording(
        "本检索式 {first} 件，另一检索式 {second} 件，两者都有 {both} 件；相关总数估计 {total} 件。",
        "This query finds {first}, the second {second}, both {both}; about {total} are relevant in all.",
    ),
    "seeds_found": Wording("清单 {n} 件中检到 {found} 件。", "{found} of {n} on the list are found."),
    "sample_size": Wording("抽样件数", "Sample size"),
    "draw": Wording("抽样", "Draw"),
    "scope_query": Wording("检索式", "Query"),
}
