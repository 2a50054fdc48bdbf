/* The download centre: the partner type whose plans were opened last, or that the address names, is open and stands first. */
(function () {
  const list = /** @type {HTMLElement | null} */ (document.querySelector(".by-type"));
  const note = /** @type {HTMLElement | null} */ (document.querySelector(".by-type-note"));
  if (!list || !note) return;
  const key = `playbooks/${note.dataset.site}/type`;
  const folds = findAll(list, "details", HTMLDetailsElement);
  const typeOf = (/** @type {HTMLElement} */ fold) => find(fold, "[id]").id.replace(/^for-/, "");
  const findFold = (/** @type {string | null} */ type) => folds.find((fold) => typeOf(fold) === type);
  const keep = (/** @type {HTMLElement} */ fold) => kept.write(key, fold === folds[0] ? null : typeOf(fold));

  const asked = findFold(new URLSearchParams(location.search).get("type") ?? location.hash.replace(/^#(for-)?/, ""));
  const chosen = asked ?? findFold(kept.read(key)) ?? findFold(plansOn(note.dataset.site ?? "").chosen()?.wish?.type ?? null);
  if (asked) keep(asked);
  if (chosen) {
    for (const fold of folds) fold.open = fold === chosen;
    list.prepend(chosen);
    if (asked && location.hash) chosen.scrollIntoView();
  }
  for (const fold of folds) {
    find(fold, "summary").addEventListener("click", () => {
      if (!fold.open) keep(fold);
    });
  }
  list.after(note);
  note.hidden = false;
})();
