import markdown

EXTENSIONS = ["partner_playbooks.publishing.folding", "partner_playbooks.publishing.checkboxes", "attr_list"]


def html_of(source):
    return markdown.markdown(source, extensions=EXTENSIONS).replace("\n", "")


def test_detail_and_all_after_it_fold_away():
    source = "- [ ] a\n\n    Before\n\n    **How**\n    {: .detail }\n\n    First\n\n    - second\n\n- [ ] b\n"
    folded = html_of(source)
    assert (
        '<p>Before</p><details class="detail"><summary>How</summary><p>First</p><ul><li>second</li></ul></details></li>'
    ) in folded
    assert folded.count("<details") == 1


def test_without_detail_nothing_folds():
    assert "<details" not in html_of("- [ ] a\n\n    More\n")


def test_detail_outside_a_checklist_stays_as_it_is():
    source = "- a\n\n    **How**\n    {: .detail }\n\n    More\n"
    assert '<p class="detail"><strong>How</strong></p><p>More</p>' in html_of(source)
