/* The plan that ticks on pages belong to: one of those that My plans keeps, with all others of the same partner. */

/**
 * @typedef {{id: string, name: string, side: string, wish: Wish | null, plan: PlanFile, contact: unknown}} HeldPlan a plan as My plans keeps it
 * @typedef {HeldPlan & {says: (key: string, field: string) => string}} FoundPlan with what was said in it
 */

/** @param {string} one @param {string} other @returns {boolean} whether two plans are of the same partner */
function isSamePartner(one, other) {
  const plain = (/** @type {string} */ name) => name.normalize("NFC").trim().toLowerCase();
  return plain(one) !== "" && plain(one) === plain(other);
}

/** The address of a plan in My plans. @param {string} page where it is made @param {string} id @returns {string} */
function addressPlan(page, id) {
  const address = new URL(page + (location.protocol === "file:" ? "index.html" : ""), new URL(document.body.dataset.page ?? "", location.href)); // an embedded page names the whole one
  address.searchParams.set("plan", id);
  return address.href;
}

/** @param {string} site @returns {string} the key under which the browser keeps which plan is meant; "" means none */
function keyOfChoice(site) {
  return `playbooks/${site}/chosen`;
}

/**
 * Plans as pages with checklists see them. What cannot be read is left to My plans, which says so.
 * @param {string} site
 */
function plansOn(site) {
  const start = `playbooks/${site}/plan/`;
  /** @param {string} id @returns {FoundPlan | null} */
  const read = (id) => {
    try {
      const { name, side, wish, plan, contact, schema, version } = JSON.parse(kept.read(start + id) ?? "");
      if (schema !== "partner-playbooks/my-plan" || version !== 1 || !Array.isArray(plan.tasks)) return null;
      wordsOf(plan); // or it throws
      return { id, name: String(name), side, wish, plan, contact, says: (key, field) => (field === "status" ? statusOf(plan, key) : findSaid(plan, key, field)) };
    } catch {
      return null;
    }
  };
  const all = () => kept.keys(start).flatMap((key) => read(key.slice(start.length)) ?? []);
  const chosen = (held = all()) => {
    const id = kept.read(keyOfChoice(site));
    return held.find((each) => each.id === id) ?? null;
  };
  return {
    all,
    chosen,
    /** @param {string} id empty for none */
    choose: (id) => void kept.write(keyOfChoice(site), id),
    /** The chosen plan, and the other ones of its partner. @returns {FoundPlan[]} */
    family: () => {
      const held = all();
      const one = chosen(held);
      return one ? [one, ...held.filter((each) => each.id !== one.id && isSamePartner(each.plan.partner, one.plan.partner))] : [];
    },
    /** Say something in a plan, as it is stored now. @param {string} id @param {string} key @param {string} value the status @returns {boolean} whether there was room */
    setStatus: (id, key, value) => {
      const text = kept.read(start + id);
      const found = read(id);
      if (!found || text === null || found.says(key, "status") === value) return true;
      return kept.write(start + id, JSON.stringify({ ...JSON.parse(text), plan: say(found.plan, key, "status", value, found.side) }));
    },
    /** @param {() => void} then runs when another tab has changed a plan or the choice */
    watch: (then) => {
      kept.watch(start, then);
      kept.watch(keyOfChoice(site), then);
    },
  };
}

/**
 * The plans that hold a checklist item, each with the id that the item has there: a plan keeps that of its time.
 * @param {FoundPlan[]} family @param {string[]} ids of the item, its former ones last @returns {{held: FoundPlan, key: string}[]}
 */
function holdersOf(family, ids) {
  return family.flatMap((held) => {
    const key = ids.find((id) => held.plan.tasks.some((task) => task.id === id));
    return key === undefined ? [] : [{ held, key }];
  });
}
