/* My plans as the browser keeps them. What cannot be read is named and stays as it was stored, until the reader lets it go. */

/**
 * @typedef {{schema: string, version: number, name: string, side: string, wish: Wish | null, plan: PlanFile,
 *   contact?: PlanContact, unread?: string[]}} Kept a plan as the browser keeps it; without a wish if somebody else has made it; with the texts
 *   that it was read of, where these held something that could not be read
 * @typedef {{kept: Kept | null, faults: Fault[], reason: string}} KeptRead
 */

const KEPT_SCHEMA = "partner-playbooks/my-plan";

/** @param {string} store what keys begin with @param {Templates} templates */
function keepPlans(store, templates) {
  /** @type {Map<string, Kept>} */
  const all = new Map();
  /** @type {Map<string, Fault[]>} */
  const faultsOf = new Map();
  /** @type {Map<string, string>} */
  const broken = new Map();
  /** Plans for which there was no room: they stay until there is. @type {Map<string, Kept>} */
  const unsaved = new Map();
  const standingOf = (/** @type {PlanFile} */ plan) => assessPlan(plan, calendarOf(templates, plan.working), today());
  /* A day may lie where no calendar reaches: then a plan cannot be shown. */
  const isShowable = (/** @type {PlanFile} */ plan) => {
    try {
      standingOf(plan);
      return true;
    } catch {
      return false;
    }
  };
  /** @param {string} text @param {string} name @param {string} at @returns {PlanRead} */
  const readShown = (text, name, at) => {
    for (const near of [false, true]) {
      const found = readPlanFile(text, name, at, near);
      if (!found.plan || isShowable(found.plan)) return found;
    }
    return { plan: null, faults: [], reason: "unreached" };
  };

  /** @param {any} value @param {ReturnType<typeof readersOf>} read @returns {Wish | null} */
  const readWish = (value, read) => {
    if (value === null) return null;
    const given = read.record(value, "", "wish", ["plan", "partner", "type", "tier", "anchor", "names", "weekdays", "holidays"]);
    if (!given) return null;
    const names = Object.entries(read.record(given.names, "", "names", Object.keys(given.names ?? {})) ?? {});
    const isFree = isWeek(given.weekdays);
    if (!isFree) read.fault("", "weekdays", "form", given.weekdays);
    return {
      ...{ plan: read.text(given.plan), partner: read.text(given.partner, "", "partner") },
      ...{ type: read.text(given.type, "", "type"), tier: read.text(given.tier, "", "tier") },
      anchor: given.anchor === "" ? "" : (read.day(given.anchor ?? undefined, "", "anchor") ?? ""),
      names: Object.fromEntries(names.map(([role, name]) => [role, read.text(name, "", "names")])),
      weekdays: isFree ? given.weekdays : templates.working.weekdays,
      holidays: read.one(given.holidays, [true, false], true, "", "holidays"),
    };
  };
  /** @param {string} text @returns {KeptRead} */
  const readKept = (text) => {
    const not = (/** @type {string} */ reason) => ({ kept: null, faults: [], reason });
    try {
      const found = JSON.parse(text);
      if (!isRecord(found) || found.schema !== KEPT_SCHEMA) return not("no_plan");
      if (found.version !== 1) return not("version");
      const { plan, faults, reason } = readShown(JSON.stringify(found.plan ?? null), "", new Date(0).toISOString());
      if (!plan) return not(reason);
      const read = readersOf(faults);
      const kept = {
        ...{ schema: KEPT_SCHEMA, version: 1, name: read.text(found.name, "", "name") },
        side: read.one(found.side, ["vendor", "partner"], "partner", "", "side"),
        ...{ wish: readWish(found.wish, read), plan },
        ...dropEmpty({ contact: found.contact && readContact(found.contact) }),
      };
      const unread = Array.isArray(found.unread) ? found.unread.filter((/** @type {unknown} */ each) => typeof each === "string") : [];
      return { kept: unread.length ? { ...kept, unread } : kept, faults, reason: "" };
    } catch {
      return not("no_json");
    }
  };
  /** What could not be read of a text. @param {string} text @returns {Fault[]} */
  const faultsIn = (text) => {
    const { kept: found, faults } = readKept(text);
    return found ? faults : readShown(text, "", new Date(0).toISOString()).faults;
  };

  const load = () => {
    for (const each of [all, faultsOf, broken]) each.clear();
    for (const key of kept.keys(store)) {
      const text = kept.read(key) ?? "";
      const id = key.slice(store.length);
      const { kept: found, faults, reason } = readKept(text);
      if (!found) {
        broken.set(id, reason);
        continue;
      }
      all.set(id, found);
      faultsOf.set(id, [...faults, ...(found.unread ?? []).flatMap(faultsIn)]);
    }
    for (const [id, given] of [...unsaved]) keep(id, given, (from, to) => withWords(uniteParts(to, from), [...wordsOf(from), ...wordsOf(to)]));
  };
  /**
   * Keep a plan, with what another tab may have said since.
   * @param {string} id @param {Kept} given @param {(from: PlanFile, to: PlanFile) => PlanFile} carried @param {boolean} [forget] what could not be read
   * @returns {"" | "unreached" | "full"} what is wrong
   */
  const keep = (id, given, carried, forget = false) => {
    const text = kept.read(store + id);
    const { kept: stored, faults } = readKept(text ?? "null");
    const before = stored?.plan;
    const spoken = before && before.plan === given.plan.plan ? carried(before, given.plan) : given.plan;
    const isUnread = text !== null && (!stored || faults.length > 0);
    const unread = forget ? [] : [...new Set([...(stored?.unread ?? []), ...(given.unread ?? []), ...(isUnread ? [text] : [])])];
    const { unread: _, ...bare } = given;
    const whole = { ...bare, plan: withWords(spoken, [...wordsOf(spoken), ...wordsOf(given.plan)]), ...(unread.length ? { unread } : {}) };
    if (!isShowable(whole.plan)) return "unreached";
    all.set(id, whole);
    faultsOf.set(id, unread.flatMap(faultsIn));
    unsaved.delete(id);
    if (kept.write(store + id, JSON.stringify(whole))) return "";
    unsaved.set(id, whole);
    return "full";
  };
  return {
    all,
    broken,
    /** @returns {boolean} whether anything had no room */
    isFull: () => unsaved.size > 0,
    /** @param {string} id @returns {string | null} as it is stored, or would be */
    text: (id) => (unsaved.has(id) ? JSON.stringify(unsaved.get(id)) : kept.read(store + id)),
    vendor: templates.vendor,
    standingOf,
    isShowable,
    readShown,
    load,
    keep,
    /** @param {string} id */
    faults: (id) => faultsOf.get(id) ?? [],
    /** @param {string} id @returns {string[]} as they were stored, or came */
    stored: (id) => all.get(id)?.unread ?? [kept.read(store + id) ?? ""],
    /** @param {string} id @param {string | null} text */
    put: (id, text) => {
      unsaved.delete(id);
      const { kept: found } = readKept(text ?? "");
      if (!kept.write(store + id, text) && found) unsaved.set(id, found);
      load();
    },
  };
}
