/* Checklists: ticks that stay, how far they are, what comes next, and a choice of items by side, role, type and tier. */
(() => {
  const panel = document.querySelector(".ticks");
  const items = [...document.querySelectorAll(".task[data-item-id]")].map((task) => {
    task.id ||= task.dataset.itemId; // the second of its kind has none
    const { itemId, side, role, types, tiers, after, was } = task.dataset;
    const many = (/** @type {string | undefined} */ text) => (text ? text.split(" ") : []);
    return {
      task,
      id: itemId,
      box: task.querySelector(".task__box"),
      title: task.querySelector(".task__title").textContent,
      marks: { side: many(side), role: many(role), type: many(types), tier: many(tiers) },
      after: many(after),
      was: many(was),
    };
  });
  if (!panel || !items.length || document.querySelector(".chapter")) return; // a booklet is made of other pages
  const words = panel.dataset;
  const inside = (/** @type {string} */ name) => panel.querySelector(`.ticks__${name}`);
  const button = (/** @type {string} */ does) => panel.querySelector(`[data-does="${does}"]`);
  const [bar, count, next, form, notice, file, link] = ["bar", "count", "next", "filters", "notice", "file", "link"].map(inside);
  const fill = (/** @type {string} */ text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const byId = new Map(items.map((item) => [item.id, item]));
  const keyOf = (/** @type {string} */ list) => `playbooks/${words.site}/ticks/${list}`;
  const key = keyOf(words.list);

  /* -- what is ticked -- */

  /** @type {Ticks} */
  let held = new Map();
  let readable = true;

  const stored = () => {
    const text = kept.read(key);
    if (text !== null) {
      const found = ticks.read(text);
      readable = found !== null;
      return found?.held ?? new Map();
    }
    readable = true;
    const former = words.former.split(" ").map((list) => ticks.read(kept.read(keyOf(list)) ?? "")?.held);
    return ticks.merged(...former.filter((each) => each !== undefined));
  };
  /* An item keeps its tick when its id changes: a tick of a former id counts until there is one of its own. */
  const tickOf = (item) => [item.id, ...item.was].map((id) => held.get(id)).find((tick) => tick !== undefined);
  const isDone = (item) => tickOf(item)?.done ?? false;

  const keep = () => {
    if (readable && !kept.write(key, ticks.written(words.list, held))) tell(words.full);
  };
  const tick = (/** @type {Ticks} */ news) => {
    held = ticks.merged(readable ? stored() : held, news); // another tab may have written since
    keep();
    show();
  };

  /* -- what is shown -- */

  const tell = (/** @type {string} */ text, ...choices) => {
    notice.hidden = !text;
    notice.querySelector("p").textContent = text;
    for (const each of notice.querySelectorAll("button")) each.hidden = !choices.includes(each.dataset.does);
  };
  const openBefore = (item) => item.after.map((id) => byId.get(id)).filter((each) => each && each !== item && !isDone(each));

  const show = () => {
    const chosen = new FormData(form);
    const matches = (item) =>
      Object.entries(item.marks).every(([name, ids]) => {
        const choice = chosen.get(name);
        return !choice || ids.includes(choice) || (!ids.length && (name === "type" || name === "tier"));
      });
    const shown = items.filter(matches);
    for (const item of items) {
      item.box.checked = isDone(item);
      item.task.hidden = !shown.includes(item);
      const waits = isDone(item) ? [] : openBefore(item);
      let note = item.task.querySelector(":scope > .waits");
      if (waits.length && !note) {
        note = document.createElement("p");
        note.className = "waits";
        note.id = `waits-${item.id}`;
        (item.task.querySelector(".task__label + p") ?? item.task.firstElementChild).after(note);
      }
      if (waits.length) {
        note.textContent = fill(words.waits, { titles: waits.map((each) => each.title).join(", ") });
        item.box.setAttribute("aria-describedby", note.id);
      } else {
        note?.remove();
        item.box.removeAttribute("aria-describedby");
      }
    }
    for (const part of document.querySelectorAll(".side")) part.hidden = !part.querySelector(".task:not([hidden])");
    const done = shown.filter(isDone).length;
    bar.max = Math.max(shown.length, 1);
    bar.value = done;
    const all = shown.length === items.length;
    count.textContent = fill(all ? words.count : words.shown, { done, all: items.length, shown: shown.length });
    const ready = shown.filter((item) => !isDone(item) && !openBefore(item).length).slice(0, 3);
    next.hidden = !ready.length;
    next.querySelector("span").replaceChildren(
      ...ready.flatMap((item, index) => {
        const anchor = document.createElement("a");
        anchor.href = `#${item.id}`;
        anchor.textContent = item.title;
        return index ? [", ", anchor] : [anchor];
      }),
    );
  };

  const load = () => {
    held = stored();
    if (!readable) tell(words.unreadable, "afresh");
    else if (kept.blocked) tell(words.blocked);
    show();
  };

  /* -- the choice of items is in the address -- */

  const choose = () => {
    const given = new URLSearchParams(location.search);
    for (const select of form.elements) {
      const known = new Set(items.flatMap((item) => item.marks[select.name]));
      for (const option of [...select.options]) if (option.value && !known.has(option.value)) option.remove();
      select.closest("label").hidden = select.options.length < 2;
      const wanted = given.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === wanted) ? wanted : "";
    }
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const address = new URL(location.href);
    for (const [name, value] of new FormData(form)) {
      if (value) address.searchParams.set(name, String(value));
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
    show();
  });

  /* -- to and from others -- */

  /** @type {Ticks | null} */
  let offered = null;
  const take = (/** @type {{list: string, held: Ticks} | null} */ found) => {
    if (!found) return tell(words.wrong);
    if (found.list !== words.list && !words.former.split(" ").includes(found.list)) return tell(fill(words.other, found));
    tick(found.held);
    return tell(fill(words.taken, { done: items.filter(isDone).length, all: items.length }));
  };
  const follow = () => {
    if (!location.hash.startsWith(ticks.LINK)) return;
    const found = ticks.read(ticks.fromLink(location.hash));
    history.replaceState(history.state, "", location.pathname + location.search);
    if (!found || found.list !== words.list) return void take(found && { ...found, held: new Map() });
    offered = found.held;
    const done = [...offered.values()].filter((each) => each.done).length;
    tell(fill(words.offered, { done }), "take", "leave");
  };

  const does = {
    export: () => download(`${words.list.replace(/\W+/g, "-").replace(/-$/, "")}-ticks.json`, ticks.written(words.list, held), "application/json"),
    import: () => file.click(),
    share: async () => {
      const address = new URL(location.href);
      address.hash = ticks.toLink(ticks.written(words.list, held));
      link.hidden = false;
      link.value = address.href;
      link.select();
      await navigator.clipboard?.writeText(address.href).then(() => tell(words.copied), () => undefined);
    },
    clear: () => {
      const before = held;
      held = new Map();
      if (readable) kept.write(key, null);
      show();
      tell(words.cleared, "undo");
      does.undo = () => {
        tick(before);
        tell("");
      };
    },
    undo: () => undefined,
    take: () => {
      take(offered && { list: words.list, held: offered });
      offered = null;
    },
    leave: () => {
      offered = null;
      tell("");
    },
    afresh: () => {
      kept.write(key, null);
      readable = true;
      keep();
      tell("");
    },
  };
  for (const each of panel.querySelectorAll("[data-does]")) each.addEventListener("click", () => does[each.dataset.does]());
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    if (chosen.size > ticks.MOST) tell(words.large);
    else take(ticks.read(await chosen.text()));
    file.value = "";
  });

  for (const item of items) {
    item.box.addEventListener("change", () => {
      const at = new Date().toISOString();
      tick(new Map([[item.id, { done: item.box.checked, at }]]));
    });
  }
  kept.watch(key, load);
  window.addEventListener("hashchange", follow);

  const first = items[0].task.closest(".tasks");
  const timeline = document.querySelector(".timeline");
  if (timeline) timeline.after(panel);
  else first.before(panel);
  panel.hidden = false;
  choose();
  load();
  follow();
})();
