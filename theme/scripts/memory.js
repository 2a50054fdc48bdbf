/* What a reader has marked on a page: kept in this browser, sent as a file or a link, and put together with her own. */

/**
 * What is marked, and since when, by the id of what it stands at. Of two that differ, the later one holds.
 * @typedef {Map<string, {value: number, at: string}>} Marks
 *
 * @typedef {{site: string, list: string, former: string, blocked: string, full: string, unreadable: string,
 *   offered: string, taken: string, wrong: string, other: string, large: string, copied: string, cleared: string,
 *   partly: string, stored: string, drop: string, take: string, leave: string, afresh: string, undo: string}} MemoryWords what a panel says, and of which list it is
 */

const MOST_OF_MARKS = 200_000;

/** @param {Marks[]} many @returns {Marks} */
function mergeMarks(...many) {
  /** @type {Marks} */
  const all = new Map();
  for (const [id, mark] of many.flatMap((each) => [...each])) {
    const held = all.get(id);
    const [time, last] = [Date.parse(mark.at), held ? Date.parse(held.at) : -Infinity];
    if (time > last || (time === last && mark.value > (held?.value ?? 0))) all.set(id, mark);
  }
  return all;
}

/**
 * Read marks, each for itself. @param {string} kind @param {number} most the highest value @param {string} text
 * @returns {{list: string, held: Marks, bad: Record<string, unknown>} | null} with those that cannot be read as they
 *   are; null if these are no marks of that kind, or none can be read
 */
function readMarks(kind, most, text) {
  if (text.length > MOST_OF_MARKS) return null;
  try {
    const { schema, version, list, marks } = JSON.parse(text);
    if (schema !== `partner-playbooks/${kind}` || version !== 1 || typeof list !== "string" || !isRecord(marks)) return null;
    /** @type {Marks} */
    const held = new Map();
    /** @type {Record<string, unknown>} */
    const bad = Object.create(null);
    for (const [id, mark] of Object.entries(marks)) {
      const { value, at } = mark ?? {};
      if (Number.isInteger(value) && value >= 0 && value <= most && isTime(at) && id.length <= 500) held.set(id, { value, at });
      else bad[id] = mark;
    }
    return held.size || !Object.keys(bad).length ? { list, held, bad } : null;
  } catch {
    return null;
  }
}

/**
 * Remember marks of a page, with all the ways that its panel offers.
 * @param {{panel: HTMLElement, kind: string, most: number, known: (held: Marks) => number, show: () => void,
 *   list?: () => string, former?: () => string[], takes?: (list: string) => boolean, isHere?: (id: string) => boolean, taken?: (held: Marks) => void}} options
 *   known counts what is marked of what the page has; list names where marks are kept now, former where they were kept
 *   before there was that, takes tells of which lists marks are read, isHere what the page has of a list of many pages,
 *   and taken is told what was read
 */
function remember({ panel, kind, most, known, show, list, former, takes, isHere = () => true, taken = () => undefined }) {
  const words = /** @type {MemoryWords} */ (/** @type {unknown} */ (panel.dataset));
  const LINK = `#${kind}=`;
  const start = `playbooks/${words.site}/${kind}/`;
  const keyOf = (/** @type {string} */ list) => start + list;
  const listed = list ?? (() => words.list);
  const before = former ?? (() => words.former.split(" "));
  const isOurs = takes ?? ((/** @type {string} */ list) => list === words.list || words.former.split(" ").includes(list));
  const tell = (/** @type {string} */ text, /** @type {HTMLElement[]} */ ...ways) =>
    keepFocus(
      () => announce(find(panel, "[role=alert]"), [text, full ? words.full : ""].filter(Boolean).join(" "), ways),
      () => find(panel, "summary"),
    );
  const read = (/** @type {string} */ text) => readMarks(kind, most, text);
  const text = (more = {}, marks = [...held]) =>
    JSON.stringify({ schema: `partner-playbooks/${kind}`, version: 1, list: listed(), marks: { ...more, ...Object.fromEntries(marks) } });

  /** @type {Marks} */
  let held = new Map();
  let readable = true;
  /** Whether there was no room for the last mark. */
  let full = false;
  /** What is stored and cannot be read: it stays stored. @type {Record<string, unknown>} */
  let bad = {};

  const stored = () => {
    const text = kept.read(keyOf(listed()));
    const found = read(text ?? "");
    readable = text === null || found !== null;
    bad = found?.bad ?? {};
    if (text !== null) return found?.held ?? new Map();
    const past = before().flatMap((list) => read(kept.read(keyOf(list)) ?? "") ?? []);
    bad = Object.assign({}, ...past.map((each) => each.bad));
    return mergeMarks(...past.map((each) => each.held));
  };
  const keep = () => {
    const was = full;
    full = readable && !kept.write(keyOf(listed()), text(bad));
    if (full || was) tell("");
  };
  const mark = (/** @type {Marks} */ news) => {
    held = mergeMarks(held, readable ? stored() : new Map(), news); // another tab may have written since, or nothing had room
    keep();
    drawSoon(show);
  };
  const asStored = () => button(words.stored, () => {
    const texts = kept.read(keyOf(listed())) === null ? before().map((each) => kept.read(keyOf(each))) : [kept.read(keyOf(listed()))];
    for (const text of texts) if (text !== null) download(`stored-${kind}.json`, text, "application/json");
  });
  const load = () => {
    held = full ? mergeMarks(held, stored()) : stored();
    if (full) keep();
    const lost = Object.keys(bad).length;
    if (!readable) tell(words.unreadable, asStored(), button(words.afresh, afresh));
    else if (lost) tell(fillText(words.partly, { count: lost }), asStored(), button(words.drop, drop));
    else if (kept.blocked) tell(words.blocked);
    show();
  };
  const drop = () => {
    bad = {};
    keep();
    tell("");
  };
  const afresh = () => {
    kept.write(keyOf(listed()), null);
    readable = true;
    drop();
  };

  const take = (/** @type {ReturnType<typeof read>} */ found) => {
    const lost = Object.keys(found?.bad ?? {}).length;
    if (!found) return tell(words.wrong);
    if (!isOurs(found.list)) return tell(fillText(words.other, found));
    mark(found.held);
    taken(found.held);
    return tell(fillText(words.taken, { done: known(held) }) + (lost ? ` ${fillText(words.partly, { count: lost })}` : ""));
  };
  const follow = async () => {
    if (!location.hash.startsWith(LINK)) return;
    const found = read(await unpackText(location.hash.slice(LINK.length), MOST_OF_MARKS));
    history.replaceState(history.state, "", location.pathname + location.search);
    if (!found || !isOurs(found.list)) return void take(found);
    const ways = [button(words.take, () => take(found)), button(words.leave, () => tell(""))];
    tell(fillText(words.offered, { done: known(found.held) }), ...ways);
  };

  /** @type {Record<string, () => void>} */
  const does = {
    export: () => download(`${listed().replace(/\W+/g, "-").replace(/-$/, "")}-${kind}.json`, text(), "application/json"),
    import: () =>
      askFor(find(panel, "[type=file]", HTMLInputElement), MOST_OF_MARKS, async (file) => {
        if (file) take(read((await textOf(file)) ?? ""));
        else tell(words.large);
      }),
    share: async () => {
      const address = new URL(document.body.dataset.page ?? "", location.href); // an embedded page names the whole one
      address.hash = LINK + (await packText(text({}, [...held].filter(([id]) => isHere(id)))));
      share(find(panel, "[readonly]", HTMLInputElement), address.href, () => tell(words.copied));
    },
    clear: () => {
      const [were, was] = [held, kept.read(keyOf(listed()))];
      held = new Map([...held].filter(([id]) => !isHere(id)));
      bad = {};
      keep();
      show();
      const undo = () => {
        if (readable && was !== null) kept.write(keyOf(listed()), was);
        mark(were);
        tell("");
      };
      tell(words.cleared, button(words.undo, undo));
    },
  };
  for (const each of findAll(panel, "[data-does]")) each.addEventListener("click", () => does[each.dataset.does ?? ""]?.());
  kept.watch(start, () => drawSoon(load));
  window.addEventListener("hashchange", follow);
  return {
    /** @param {string} id */
    get: (id) => held.get(id)?.value,
    /** @param {string} id @param {number} value */
    set: (id, value) => {
      const before = held.get(id);
      mark(new Map([[id, { value, at: nowAfter(before ? [before.at] : []) }]]));
    },
    load,
    start: () => {
      panel.hidden = false;
      load();
      follow();
    },
  };
}
