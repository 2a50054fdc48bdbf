/* The search at work: it finds while somebody types, and is worked by the keys alone. */
(() => {
  const dialog = find(document, "dialog.search", HTMLDialogElement);
  const input = find(dialog, "input", HTMLInputElement);
  const told = find(dialog, ".search__told");
  const results = find(dialog, ".search__results");
  const { site = "", home = "", texts: address = "" } = dialog.dataset;
  const words = SEARCH_WORDS;
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const index = openIndex(SEARCH_INDEX, SEARCH_STEM);
  /** @type {SearchTexts | null} */
  let texts = null;
  const root = new URL(home.replace(/index\.html$/, ""), location.href).href;
  const view = searchView({ index, words, root, texts: () => texts });
  const recentKey = `playbooks/${site}/found`;
  const numberOf = new Map(index.entries.map(({ address: at }, number) => [at, number]));

  /** @returns {string[]} addresses of what was opened last */
  const readRecent = () => {
    try {
      const found = JSON.parse(kept.read(recentKey) ?? "[]");
      return Array.isArray(found) ? found.filter((each) => numberOf.has(each)) : [];
    } catch {
      return [];
    }
  };
  const numbersOf = (/** @type {string[]} */ addresses) => addresses.flatMap((each) => numberOf.get(each) ?? []);
  /** The stage of the next task of the plan that is meant. */
  const findStage = () => {
    const plan = plansOn(site).chosen();
    const next = plan?.plan.tasks.find((task) => !["done", "dropped"].includes(plan.says(task.id, "status")));
    const own = next && numberOf.get(`stages/${next.id.split(".")[0]}/`);
    return own === undefined ? [] : [own];
  };
  const showBefore = () => {
    told.textContent = "";
    const stuck = index.entries.flatMap(({ kind }, number) => (kind === "bottleneck" ? [number] : []));
    results.replaceChildren(
      ...view.entries(words.stage, findStage()),
      ...view.entries(words.recent, numbersOf(readRecent())),
      ...view.entries(words.stuck, stuck.slice(0, 8)),
    );
  };
  const showNothing = (/** @type {string} */ query) => {
    told.textContent = fillText(words.none, { query });
    const near = ["bottleneck", "term", "metric"].flatMap((kind) => findNearestOf(index, kind, query));
    const places = numbersOf(["bottlenecks/", "glossary/", "metrics/"]);
    results.replaceChildren(...view.entries(words.nearest, near.length ? near : places));
  };
  const show = () => {
    const query = input.value;
    if (!query.trim()) return showBefore();
    const found = search(index, query, 40);
    if (!found.length) return showNothing(query.trim());
    const meant = [...nameNearest(index, query)].map(([typed, word]) => fillText(words.meant, { typed, meant: word }));
    told.textContent = [fillText(words.found[plural.select(found.length)] ?? words.found.other, { count: found.length }), ...meant].join(". ");
    return results.replaceChildren(...view.results(found, query));
  };

  const links = () => findAll(results, "a[href]");
  const move = (/** @type {number} */ by) => {
    const all = [input, ...links()];
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    all[Math.max(0, Math.min(all.length - 1, at + by))].focus();
  };
  dialog.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    move(by);
  });
  find(dialog, "form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) links()[0]?.click();
  });
  results.addEventListener("click", ({ target }) => {
    const link = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (target).closest("a[data-entry]"));
    if (!link) return;
    const own = link.dataset.entry ?? "";
    kept.write(recentKey, JSON.stringify([own, ...readRecent().filter((each) => each !== own)].slice(0, 5)));
    dialog.close(); // it may be a place on this page
  });
  input.addEventListener("input", show);
  dialog.addEventListener("close", () => {
    if (!input.value.trim()) showBefore(); // with what was opened just now
  });

  show();
  loadScript(address).then(() => {
    texts = SEARCH_TEXTS;
    if (input.value.trim() && !results.contains(document.activeElement)) show(); // or the link that has the focus would go
  }, () => undefined);
})();
