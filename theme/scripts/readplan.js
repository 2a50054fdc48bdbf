/* Plans that come from somewhere, read value by value: what is wrong is named, and hides nothing else. */

const MOST_OF_A_PLAN = 20_000_000; // as on the command line

/**
 * @typedef {{plan: PlanFile | null, faults: Fault[], reason: string}} PlanRead without a plan, the reason is a kind of fault
 */

/**
 * Read a plan file.
 * @param {string} source @param {string} name of the file @param {string} at when it was changed: the time of what was
 * written into it by hand @param {boolean} [near] whether days are refused that lie where hardly any calendar reaches
 * @returns {PlanRead}
 */
function readPlanFile(source, name, at, near = false) {
  /** @type {Fault[]} */
  const faults = [];
  const not = (/** @type {string} */ reason) => ({ plan: null, faults, reason });
  if (source.length > MOST_OF_A_PLAN) return not("large");
  /** @type {any} */
  let found;
  try {
    found = JSON.parse(source.replace(/^\ufeff/, ""));
  } catch {
    return not("no_json"); // or nested too deep
  }
  if (!isRecord(found) || found.schema !== PLAN_SCHEMA) return not("no_plan");
  if (found.version !== 1) return not("version");
  if (typeof found.plan !== "string" && !Array.isArray(found.tasks)) return not("no_plan");

  const read = readersOf(faults, near);
  const { text } = read;
  read.record(found, "", "", [...["schema", "version", "plan", "title", "edition", "programme", "partner", "made_for", "anchor"], ...["working", "milestones", "tasks", "state", "log"]]);
  const anchor = read.record(found.anchor, "", "anchor", ["kind", "label", "date"]) ?? {};
  const working = read.record(found.working, "", "working", ["weekdays", "country"]) ?? {};
  const isFree = isWeek(working.weekdays);
  if (!isFree) read.fault("", "weekdays", "form", working.weekdays);
  const taken = new Set(["plan"]);
  /** What has no id cannot be spoken of; of two that share one, the second gets another. @param {any} value @param {string} field @param {string[]} known @param {Set<string>} [ids] */
  const entry = (value, field, known, ids = taken) => {
    const given = read.record(value, isRecord(value) && typeof value.id === "string" ? showText(value.id) : "", field, known);
    if (given?.id && typeof given.id === "string") {
      const first = text(given.id, showText(given.id), "id");
      let id = first;
      for (let count = 2; ids.has(id); count += 1) id = `${first}#${count}`;
      ids.add(id);
      if (id !== first) read.fault(id, "id", "twice", first);
      return { given, id };
    }
    if (given) read.fault("", field, "missing", given);
    return null;
  };
  const tasks = read.list(found.tasks, "", "tasks", (value) => {
    const { given, id } = entry(value, "tasks", ["id", "milestone", "title", "side", "owner", "day", "due", "done_when", "after", "recurrence", "from_day", "begins", "working_days", "support", "duration"]) ?? {};
    if (!given || id === undefined) return null;
    /** @template T @param {string} field @param {(value: unknown, key: string, field: string) => T} reader */
    const besides = (field, reader) => (given[field] === undefined ? undefined : reader(given[field], id, field));
    const number = (/** @type {unknown} */ value, /** @type {string} */ key, /** @type {string} */ field) => read.count(value, key, field, 0);
    return {
      id,
      milestone: text(given.milestone, id, "milestone"),
      title: text(given.title, id, "title"),
      side: read.one(given.side, SIDES, "vendor", id, "side"),
      owner: text(given.owner, id, "owner"),
      day: read.count(given.day, id, "day"),
      due: read.day(given.due, id, "due"),
      done_when: text(given.done_when, id, "done_when"),
      after: read.list(given.after, id, "after", (each) => text(each, id, "after")),
      recurrence: read.one(given.recurrence, [null, ...Object.keys(RULES)], null, id, "recurrence"),
      ...dropEmpty({
        from_day: besides("from_day", number),
        begins: besides("begins", read.day),
        working_days: besides("working_days", (value, key, field) => read.one(value, [true, false], false, key, field)),
        support: besides("support", text),
        duration: besides("duration", number),
      }),
    };
  });
  const gates = new Set();
  const milestones = read.list(found.milestones, "", "milestones", (value) => {
    const { given, id } = entry(value, "milestones", ["id", "title", "day", "due", "tests"], gates) ?? {};
    if (!given || id === undefined) return null;
    const tests = read.list(given.tests, id, "tests", (each) => {
      const test = entry(each, "tests", ["id", "text"]);
      return test && { id: test.id, text: text(test.given.text, test.id, "text") };
    });
    return { id, title: text(given.title, id, "title"), day: read.count(given.day, id, "day"), due: read.day(given.due, id, "due"), tests };
  });

  const keys = new Set(["plan", ...tasks.map(({ id }) => id), ...milestones.flatMap(({ tests }) => tests.map(({ id }) => id))]);
  /** @type {Word[]} */
  const words = [];
  /** @type {Word[]} what was written by hand */
  const bare = [];
  const hear = (/** @type {unknown} */ value, /** @type {string} */ id, /** @type {string} */ field) => {
    const key = showText(id);
    if (!keys.has(key) && !key.startsWith("added.")) read.fault(key, field, "nowhere", value);
    else if (!FIELDS.includes(field)) read.fault(key, showText(field), "unknown", value);
    else (typeof value === "string" ? bare : words).push(...[read.word(value, key, field, { at, by: name }) ?? []].flat());
  };
  for (const [id, fields] of Object.entries(read.record(found.state, "", "state", Object.keys(found.state ?? {})) ?? {})) {
    if (isRecord(fields)) for (const [field, word] of Object.entries(fields)) hear(word, id, field);
    else read.fault(showText(id), "state", "form", fields);
  }
  for (const entry of read.list(found.log, "", "log", (each) => read.record(each, "", "log", Object.keys(each ?? {})))) hear(entry, String(entry?.id), String(entry?.field));
  /* What is written into the file by hand is later than what the file holds besides, though somebody's clock was ahead. */
  for (const word of bare) {
    const last = words.filter(({ key, field }) => key === word.key && field === word.field).map((each) => Date.parse(each.at) + 1);
    if (Math.max(...last) > Date.parse(word.at)) word.at = new Date(Math.min(Math.max(...last), LAST_TIME)).toISOString();
  }
  words.push(...bare);
  /** @type {PlanFile} */
  const plan = {
    schema: PLAN_SCHEMA,
    version: 1,
    plan: text(found.plan, "", "plan"),
    title: text(found.title, "", "title"),
    edition: read.one(found.edition, ["internal", "partner"], "internal", "", "edition"),
    programme: text(found.programme, "", "programme"),
    partner: text(found.partner, "", "partner"),
    made_for: read.list(found.made_for, "", "made_for", (each) => text(each, "", "made_for")),
    anchor: {
      kind: read.one(anchor.kind, ["start", "target"], "start", "", "kind"),
      label: text(anchor.label, "", "label"),
      date: read.day(anchor.date, "", "anchor"),
    },
    working: { weekdays: isFree ? working.weekdays : [0, 1, 2, 3, 4], country: text(working.country, "", "country") },
    milestones,
    tasks,
    state: {},
    log: [],
  };
  return { plan: withWords(plan, words), faults, reason: "" };
}

/** @param {string} source @param {string} name @param {string} at @returns {PlanFile | null} null where it is no plan at all */
function readPlan(source, name, at) {
  return readPlanFile(source, name, at).plan;
}
