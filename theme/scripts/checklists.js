/* Checklists: ticks that stay, how far they are, what comes next, and a choice of items by side, role, type and tier. */
(() => {
  const panel = /** @type {HTMLElement | null} */ (document.querySelector(".ticks"));
  const many = (/** @type {string | undefined} */ text) => (text ? text.split(" ") : []);
  /** @typedef {{task: HTMLElement, id: string, box: HTMLInputElement, title: string, marks: Record<string, string[]>,
   *   after: string[], was: string[]}} Item */
  /** @type {Item[]} */
  const items = findAll(document, ".task[data-item-id]").map((task) => {
    const { itemId = "", side, role, types, tiers, after, was } = task.dataset;
    task.id ||= itemId; // the second of its kind has none
    const marks = { side: many(side), role: many(role), type: many(types), tier: many(tiers) };
    const [box, title] = [find(task, ".task__box", HTMLInputElement), find(task, ".task__title").textContent ?? ""];
    return { task, id: itemId, box, title, marks, after: many(after), was: many(was) };
  });
  if (!panel || !items.length || document.querySelector(".chapter")) return; // a booklet is made of other pages

  const words = /** @type {Record<string, string>} */ (panel.dataset);
  const bar = find(panel, ".ticks__bar", HTMLProgressElement);
  const form = find(panel, ".ticks__filters", HTMLFormElement);
  const next = find(panel, ".ticks__next");
  const selects = findAll(form, "select", HTMLSelectElement);
  const byId = new Map(items.map((item) => [item.id, item]));
  const plans = plansOn(words.site);
  /** The plan that ticks belong to, and the others of its partner. */
  let family = plans.family();
  const LIST = "checklists";
  const idsOf = (/** @type {Item} */ { id, was }) => [id, ...was];
  const ids = new Set(items.flatMap(idsOf));
  /* An item keeps its tick when its id changes: a tick of a former id counts until there is one of its own. */
  const isMarked = (/** @type {Item} */ item, get = memory.get) => idsOf(item).map(get).find((value) => value !== undefined) === 1;
  const isDone = (/** @type {Item} */ item) => {
    const holders = holdersOf(family, idsOf(item));
    return holders.length ? holders.some(({ held, key }) => held.says(key, "status") === "done") : isMarked(item);
  };
  const start = `playbooks/${words.site}/ticks/`;
  const listFormer = () => kept.keys(start).map((key) => key.slice(start.length)).filter((list) => !list.startsWith(LIST));
  const nameList = () => (family[0]?.plan.partner ? `${LIST} (${family[0].plan.partner})` : LIST);
  /** How many items are ticked without a plan. */
  const countLoose = () => {
    const lists = kept.read(start + LIST) === null ? listFormer() : [LIST];
    const held = mergeMarks(...lists.flatMap((list) => readMarks("ticks", 1, kept.read(start + list) ?? "")?.held ?? []));
    return items.filter((item) => isMarked(item, (id) => held.get(id)?.value)).length;
  };
  const memory = remember({
    panel,
    kind: "ticks",
    most: 1,
    known: (held) => items.filter((item) => isMarked(item, (id) => held.get(id)?.value)).length,
    show: () => show(),
    list: nameList,
    /* Each page once had a list of its own. */
    former: () => (nameList() === LIST ? listFormer() : []),
    takes: () => true,
    taken: (held) => items.forEach((item) => isMarked(item, (id) => held.get(id)?.value) && setDone(item, true)),
    isHere: (id) => ids.has(id),
  });

  /* -- what is shown -- */

  const openBefore = (/** @type {Item} */ item) =>
    item.after.flatMap((id) => byId.get(id) ?? []).filter((each) => each !== item && !isDone(each));
  const matches = (/** @type {Item} */ { marks }) =>
    selects.every(({ name, value }) => !value || idsIn(value).some((id) => marks[name].includes(id)) || (!marks[name].length && /type|tier/.test(name)));

  const show = () => {
    showPlan();
    const shown = items.filter(matches);
    for (const item of items) {
      item.box.checked = isDone(item);
      item.task.hidden = !shown.includes(item);
      const waits = isDone(item) ? [] : openBefore(item);
      const note = item.task.querySelector(":scope > .waits") ?? element("p", "", { className: "waits", id: `waits-${item.id}` });
      note.textContent = fillText(words.waits, { titles: waits.map((each) => each.title).join(", ") });
      if (waits.length) {
        if (!note.isConnected) (item.task.querySelector(".task__label + p") ?? item.task.children[0]).after(note);
        item.box.setAttribute("aria-describedby", note.id);
      } else {
        note.remove();
        item.box.removeAttribute("aria-describedby");
      }
    }
    for (const part of findAll(document, ".side, .task-group")) part.hidden = !part.querySelector(".task:not([hidden])");
    const done = shown.filter((item) => isDone(item)).length;
    bar.max = Math.max(shown.length, 1);
    bar.value = done;
    const count = shown.length === items.length ? words.count : words.shown;
    find(panel, ".ticks__count").textContent = fillText(count, { done, all: items.length, shown: shown.length });
    const ready = shown.filter((item) => !isDone(item) && !openBefore(item).length).slice(0, 3);
    next.hidden = !ready.length;
    const links = ready.map((item) => {
      const link = element("a", item.title, { href: `#${item.id}` });
      link.dataset.key = item.id;
      return link;
    });
    keepFocus(
      () => patch(find(next, "span"), links.flatMap((link, index) => (index ? [", ", link] : [link]))),
      () => next.querySelector("a") ?? shown[0]?.box ?? bar,
    );
  };

  /* -- which plan is meant -- */

  const style = { date_format: words.dateFormat, months: JSON.parse(words.months) };
  const whose = find(panel, "[name=whose]", HTMLSelectElement);
  const showPlan = () => {
    const [chosen] = family;
    const held = plans.all();
    find(panel, ".ticks__whose").hidden = !held.length;
    const loose = chosen ? countLoose() : 0;
    const none = new Option(loose ? `${words.none} (${fillText(words.count, { done: loose, all: items.length })})` : words.none, "");
    patch(whose, [none, ...held.map(({ id, name }) => new Option(name, id))].map((option) => (option.dataset.key = option.value, option)));
    whose.value = chosen?.id ?? "";
    const out = document.body.dataset.page ? { target: "_blank", rel: "noopener" } : {};
    Object.assign(find(panel, ".ticks__plan", HTMLAnchorElement), { href: addressPlan(words.plans, chosen?.id ?? ""), hidden: !chosen, ...out });
    for (const link of findAll(document, '.ways a[href*="#make-"]')) /** @type {HTMLElement} */ (link.closest("li") ?? link).hidden = Boolean(chosen);
    find(panel, ":scope > details").hidden = items.every((item) => holdersOf(family, idsOf(item)).length);
    for (const item of items) showDate(item.task, holdersOf(family, idsOf(item))[0]);
  };
  /** The day on which a plan has an item, beside the day that is counted. @param {HTMLElement} task @param {{held: FoundPlan, key: string} | undefined} holder */
  const showDate = (task, holder) => {
    const says = (/** @type {string} */ field) => holder?.held.says(holder.key, field) ?? "";
    const day = says("due") || holder?.held.plan.tasks.find((each) => each.id === holder.key)?.due;
    const counted = /** @type {HTMLElement | null} */ (task.querySelector(".due:not(.due--dated)"));
    if (counted) counted.hidden = Boolean(day);
    const note = task.querySelector(".due--dated") ?? element("em", "", { className: "due due--dated" });
    if (!day) return note.remove();
    const isLate = day < today() && !["done", "dropped"].includes(says("status"));
    note.textContent = fillText(isLate ? words.late : words.dated, { date: writeDay(day, style) });
    note.classList.toggle("late", isLate);
    if (!note.isConnected) counted?.after(" ", note);
    return undefined;
  };

  /* -- the choice of items is in the address -- */

  const choose = () => {
    const given = new URLSearchParams(location.search);
    for (const select of selects) {
      const known = new Set(items.flatMap((item) => item.marks[select.name]));
      for (const option of [...select.options]) if (option.value && !known.has(option.value)) option.remove();
      find(panel, `label:has([name=${select.name}])`).hidden = select.options.length < 2;
      const mine = select.name === "type" ? idsIn(family[0]?.wish?.type) : [];
      const titles = mine.map((id) => [...select.options].find(({ value }) => value === id)?.text ?? id);
      if (mine.length > 1 && mine.some((id) => known.has(id))) select.options[0].after(new Option(titles.join(", "), mine.join(" ")));
      select.value = given.get(select.name) ?? mine.join(" ");
      if (select.selectedIndex < 0) select.value = ""; // nothing that there is
    }
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const address = new URL(location.href);
    for (const { name, value } of selects) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
    show();
  });

  /** Say in each plan that has an item whether it is done. @param {Item} item @param {boolean} isDone @returns {boolean} whether any has it */
  const setDone = (item, isDone) => {
    const holders = holdersOf(family, idsOf(item));
    const kept = holders.map(({ held, key }) => plans.setStatus(held.id, key, isDone ? "done" : "open"));
    find(panel, ".ticks__full").hidden = !kept.includes(false);
    if (holders.length) drawSoon(renew);
    return holders.length > 0;
  };
  const tick = (/** @type {Item} */ item) => {
    if (!setDone(item, item.box.checked)) memory.set(item.id, Number(item.box.checked));
  };
  const renew = () => {
    family = plans.family();
    memory.load();
  };
  for (const item of items) item.box.addEventListener("change", () => tick(item));
  whose.addEventListener("change", () => {
    plans.choose(whose.value);
    renew();
  });
  plans.watch(() => drawSoon(renew));
  const timeline = document.querySelector(".timeline");
  if (timeline) timeline.after(panel);
  else (items[0].task.closest(".task-group") ?? items[0].task.closest(".tasks"))?.before(panel);
  choose();
  memory.start();
})();
