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
  /* An item keeps its tick when its id changes: a tick of a former id counts until there is one of its own. */
  const isDone = (/** @type {Item} */ item, get = memory.get) => [item.id, ...item.was].map(get).find((value) => value !== undefined) === 1;
  const memory = remember({
    panel,
    kind: "ticks",
    most: 1,
    known: (held) => items.filter((item) => isDone(item, (id) => held.get(id)?.value)).length,
    show: () => show(),
  });

  /* -- what is shown -- */

  const openBefore = (/** @type {Item} */ item) =>
    item.after.flatMap((id) => byId.get(id) ?? []).filter((each) => each !== item && !isDone(each));
  const matches = (/** @type {Item} */ { marks }) =>
    selects.every(({ name, value }) => !value || marks[name].includes(value) || (!marks[name].length && /type|tier/.test(name)));

  const show = () => {
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
    patch(find(next, "span"), links.flatMap((link, index) => (index ? [", ", link] : [link])));
  };

  /* -- the choice of items is in the address -- */

  const choose = () => {
    const given = new URLSearchParams(location.search);
    for (const select of selects) {
      const known = new Set(items.flatMap((item) => item.marks[select.name]));
      for (const option of [...select.options]) if (option.value && !known.has(option.value)) option.remove();
      find(panel, `label:has([name=${select.name}])`).hidden = select.options.length < 2;
      select.value = given.get(select.name) ?? "";
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

  for (const { box, id } of items) box.addEventListener("change", () => memory.set(id, Number(box.checked)));
  const timeline = document.querySelector(".timeline");
  if (timeline) timeline.after(panel);
  else (items[0].task.closest(".task-group") ?? items[0].task.closest(".tasks"))?.before(panel);
  choose();
  memory.start();
})();
