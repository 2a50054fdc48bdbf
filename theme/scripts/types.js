/* The download centre: the partner types that the address names, or whose plans were opened last, are open and stand first. */
(function () {
  const list = /** @type {HTMLElement | null} */ (document.querySelector(".by-type"));
  const note = /** @type {HTMLElement | null} */ (document.querySelector(".by-type-note"));
  if (!list || !note) return;
  const key = `playbooks/${note.dataset.site}/type`;
  const folds = findAll(list, "details", HTMLDetailsElement);
  const typeOf = (/** @type {HTMLElement} */ fold) => find(fold, "[id]").id.replace(/^for-/, "");
  const findFold = (/** @type {string | null} */ type) => folds.find((fold) => typeOf(fold) === type);
  const keep = (/** @type {HTMLElement} */ fold) => kept.write(key, fold === folds[0] ? null : typeOf(fold));

  const findFolds = (/** @type {string | null | undefined} */ types) => idsIn(types).flatMap((type) => findFold(type) ?? []);
  const asked = findFolds(new URLSearchParams(location.search).get("type") ?? location.hash.replace(/^#(for-)?/, ""));
  const mine = [asked, findFolds(kept.read(key)), findFolds(plansOn(note.dataset.site ?? "").chosen()?.wish?.type)].find((each) => each.length);
  if (asked.length === 1) keep(asked[0]);
  if (mine) {
    for (const fold of folds) {
      if (mine.length > 1) fold.removeAttribute("name"); // or one would close the other
      fold.open = mine.includes(fold);
    }
    list.prepend(...mine);
    if (asked.length && location.hash) mine[0].scrollIntoView();
  }
  for (const fold of folds) {
    find(fold, "summary").addEventListener("click", () => {
      if (!fold.open) keep(fold);
    });
  }
  list.after(note);
  note.hidden = false;
})();
