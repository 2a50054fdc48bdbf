/* A plan as its workbook was sent: what each cell said then, to be held against what it says now. */

/**
 * @typedef {{statuses: Map<string, string>, sides: Record<string, string>, columns: Map<string, string>, dateFormat: string,
 *   opening: Set<string> | null, people: Map<string, [string, string]> | null, limits: Record<string, string> | null}} Terms
 *   the words that a workbook was made with; null where it does not say
 */

/** @param {unknown} words @returns {[string, string][]} */
const textPairs = (words) => (isRecord(words) ? Object.entries(words).filter(([, word]) => typeof word === "string") : []);

/** Take the words of a workbook out of what it carries. @param {Record<string, any>} carried @returns {Terms} */
function takeTerms(carried) {
  const take = (/** @type {string} */ name) => {
    const value = carried[name];
    delete carried[name];
    return value;
  };
  const isPerson = (/** @type {unknown} */ each) => Array.isArray(each) && each.length === 3 && each.every((one) => typeof one === "string");
  const statuses = textPairs(take("statuses")).filter(([status]) => STATUSES.includes(status));
  const [sides, columns] = [Object.fromEntries(textPairs(take("sides"))), textPairs(take("columns"))];
  const [dateFormat, opening, people, limits] = ["date_format", "opening", "people", "limits"].map(take);
  return {
    statuses: new Map(statuses.map(([status, word]) => [normalizeWord(word), status])),
    sides,
    columns: new Map(columns.map(([heading, column]) => [normalizeHeading(heading), column])),
    dateFormat: typeof dateFormat === "string" ? dateFormat : "",
    opening: Array.isArray(opening) ? new Set(opening.filter((each) => typeof each === "string").map(squeezeText)) : null,
    people: Array.isArray(people) ? new Map(people.filter(isPerson).map(([role, name, address]) => [role, [name, address]])) : null,
    limits: isRecord(limits) ? Object.fromEntries(textPairs(limits)) : null,
  };
}

/** The words of a workbook that carries none. @returns {Terms} */
function noTerms() {
  return takeTerms({});
}

/** The tasks and exit tests of a plan, by id, and what cells said of them. @param {PlanFile} plan @param {Terms} terms */
function sentPlan(plan, terms) {
  const tasks = new Map(plan.tasks.map((task) => [task.id, task]));
  const tests = new Map(plan.milestones.flatMap((milestone) => milestone.tests.map((test) => [test.id, { test, milestone }])));
  const added = Object.keys(plan.state).filter((key) => key.startsWith("added.") && !tasks.has(key)).sort(order);
  const titles = new Map([...tests].map(([id, { test }]) => [id, test.text]));
  for (const task of plan.tasks) titles.set(task.id, findSaid(plan, task.id, "title") || task.title);
  for (const key of added) titles.set(key, findSaid(plan, key, "title"));
  const stages = new Map(plan.milestones.map(({ id, title }) => [id, title]));
  /** @param {string} key @returns {Record<string, string[]>} */
  const limited = (key) => (terms.limits ? { for: [terms.limits[key] ?? ""] } : {});
  return {
    ...{ tasks, tests, titles },
    /** The titles of tasks, also those that they had, and the words of exit tests, as words are compared. */
    words: {
      task: new Set(plan.tasks.flatMap((task) => [titles.get(task.id) ?? "", task.title]).map(normalizeWord)),
      test: new Set([...tests.values()].map(({ test }) => normalizeWord(test.text))),
    },
    /** The orders in which columns may stand; a plan does not say whether one tells whom tasks are for. */
    layouts: [PLAN_COLUMNS, TEST_COLUMNS].flatMap((columns) => {
      const told = [["support", "support"], ["begins", "from_day"], ["duration", "duration"]];
      const names = told.filter(([, field]) => plan.tasks.some((task) => task[/** @type {"support"} */ (field)])).map(([name]) => name);
      return [[], ["for"]].map((more) => Object.keys(chooseColumns(columns, [...names, ...more])));
    }),
    /** The order of dates of digits: the programme's; else the day first, but for a workbook in English. */
    dateOrder: terms.dateFormat ? findDateOrder(terms.dateFormat) : terms.statuses.size && terms.statuses.get("done") !== "done" ? "day" : "",
    /** What else tells a task or exit test from another of the same title, by column. @param {string} key @returns {Record<string, string>} */
    hintsOf: (key) => {
      const [test, task] = [tests.get(key), tasks.get(key)];
      if (test) return { milestone: test.milestone.title };
      return task ? { milestone: stages.get(task.milestone) ?? "", day: String(task.day) } : {};
    },
    /** What the cells of a row said when the workbook was made; any of several where files differ. @param {string} key @returns {Record<string, string[]>} */
    rowOf: (key) => {
      const [test, task] = [tests.get(key), tasks.get(key)];
      if (test) return { milestone: [test.milestone.title], ...limited(key) };
      if (!task) return {};
      const before = task.after.flatMap((each) => tasks.get(each)?.title ?? []);
      return {
        ...{ title: [task.title], owner: [task.owner], done_when: [task.done_when], due: [task.due ?? ""] },
        ...{ day: [String(task.day)], milestone: [stages.get(task.milestone) ?? ""] },
        side: [terms.sides[task.side] ?? "", task.side, ...(SIDE_WORDS[task.side] ?? [])],
        after: [before.join("; "), task.after.join(", ")],
        ...{ counted: [plan.anchor.kind], support: [task.support ?? ""], begins: [task.begins ?? ""] },
        ...{ recurrence: [task.recurrence ?? ""], duration: [String(task.duration ?? "")], ...limited(key) },
      };
    },
  };
}

/** @typedef {ReturnType<typeof sentPlan>} SentPlan */
