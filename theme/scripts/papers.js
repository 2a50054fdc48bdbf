/* A plan as files and paper show it: what the command line's formats say of it, and what both sides have said since. */

/**
 * @typedef {{runs: Run[], depth: number, number: number | null, bullet: boolean, rows: Run[][][]}} Piece a paragraph, an item or a table
 * @typedef {{text: string, strong: boolean, emphasis: boolean, code: boolean, href: string}} Run
 * @typedef {{imprint: string[], objective: Piece[], facts: [string, string][], risks: [string, string, string][], people: string[]}} PlanDocument
 * @typedef {{words: Record<string, any>, language: string, date_format: string, months: [string[], string[]], colours: Record<string, string>,
 *   contacts: Record<string, string>, years: [number, number], plans: Record<string, PlanDocument>, partner?: Documents}} Documents
 *   what an edition's files say besides what its plans are made of
 *
 * @typedef {Standing & {when: string, types: string[], tiers: string[], before: string[]}} PaperTask a task with its day in words, whom it is for, and the titles of what must be done first
 * @typedef {{id: string, title: string, day: number, when: string, due: string | null, entry: string, tasks: PaperTask[],
 *   tests: {id: string, text: string, types: string[], status: string, note: string}[]}} PaperGroup
 * @typedef {{title: string, side: string, name: string, address: string}} Person
 * @typedef {{isInternal: boolean, plan: PlanFile, heading: string, kicker: string, subtitle: string, imprint: string[], anchor: string | null,
 *   facts: [string, string][], objective: Piece[], risks: [string, string, string][], groups: PaperGroup[], added: PaperTask[],
 *   people: Person[], words: Documents["words"], dated: (day: string) => string, documents: Documents}} Paper
 */

/** Say so many of something. @param {Record<string, string>} forms @param {number} count @param {string} language @param {Record<string, unknown>} [more] @returns {string} */
function sayCount(forms, count, language, more = {}) {
  return fillText(forms[new Intl.PluralRules(language).select(count)] ?? forms.other, { count, ...more });
}

/** Write days as a programme does. @param {Documents} documents @returns {(day: string) => string} */
function dayWriter({ date_format, months: [wide, short] }) {
  return (day) => {
    const [year, month, date] = day.split("-");
    const names = { MMMM: wide[Number(month) - 1], MMM: short[Number(month) - 1] };
    const parts = { yyyy: year, ...names, MM: month, dd: date, d: String(Number(date)) };
    return date_format.replace(/yyyy|MMMM|MMM|MM|dd|d/g, (/** @type {string} */ part) => parts[/** @type {"d"} */ (part)]);
  };
}

/**
 * Give a plan as its files show it.
 * @param {PlanFile} plan @param {ReturnType<typeof assessPlan>} now @param {Templates} templates @param {Documents} documents of the same edition @returns {Paper}
 */
function paperOf(plan, now, templates, documents) {
  const { words } = documents;
  const template = templates.plans.find(({ id }) => id === plan.plan);
  const document = documents.plans[plan.plan] ?? { imprint: [plan.programme], objective: [], facts: [], risks: [], people: [] };
  const known = new Map((template?.milestones ?? []).flatMap((each) => each.tasks.map((task) => [task.id, task])));
  const templateOf = (/** @type {string} */ key) => known.get(key.split("#")[0]);
  const [isTyped, isTiered] = [idsOf(templates.types, plan.made_for) !== "", idsOf(templates.tiers, plan.made_for) !== ""];
  const named = (/** @type {Record<string, string>} */ titles, /** @type {string[]} */ ids, /** @type {boolean} */ isChosen) => (isChosen ? [] : ids.map((id) => titles[id] ?? id));
  const titles = new Map(now.tasks.map(({ id }) => [id, plan.tasks.find((task) => task.id === id)?.title ?? ""]));
  const tasks = now.tasks.map((task) => ({
    ...task,
    when: templateOf(task.id)?.when ?? (task.milestone ? String(task.day) : ""),
    types: named(templates.types, templateOf(task.id)?.types.flat() ?? [], isTyped),
    tiers: named(templates.tiers, templateOf(task.id)?.tiers ?? [], isTiered),
    before: task.after.map((key) => titles.get(key) ?? key),
  }));
  const calendar = calendarOf(templates, plan.working);
  const groups = plan.milestones.map((milestone) => {
    const from = template?.milestones.find(({ id }) => id === milestone.id);
    const own = tasks.filter((task) => task.milestone === milestone.id);
    const day = now.anchor ? findDueDate(now.anchor, milestone.day, calendar, plan.anchor.kind === "target") : null;
    return {
      ...{ id: milestone.id, title: milestone.title, day: milestone.day, when: from?.when ?? String(milestone.day), entry: from?.entry ?? "", tasks: own },
      due: day && own.reduce((last, { due, working_days }) => (working_days && due && due > last ? due : last), day),
      tests: milestone.tests.map(({ id, text }) => ({
        ...{ id, text, status: statusOf(plan, id), note: findSaid(plan, id, "note") },
        types: named(templates.types, from?.tests.find((test) => test.text === text)?.types ?? [], isTyped),
      })),
    };
  });
  const dated = dayWriter(documents);
  return {
    ...{ isInternal: isInternal(plan), plan, heading: nameOf(plan), subtitle: template?.use_when ?? "", imprint: document.imprint, anchor: now.anchor },
    kicker: [plan.partner ? fillText(words["made-for"], plan) : "", ...plan.made_for].filter(Boolean).join(" · "),
    facts: [[plan.anchor.label, now.anchor ? dated(now.anchor) : ""], ...document.facts],
    ...{ objective: document.objective, risks: document.risks, groups, words, dated, documents },
    added: tasks.filter((task) => !plan.milestones.some(({ id }) => id === task.milestone)),
    people: peopleOf(plan, now.tasks, templates, documents, document.people, (key) => templateOf(key)),
  };
}

/**
 * Who is who: the roles that have something to do in a plan, and who fills them now.
 * @param {PlanFile} plan @param {Standing[]} tasks @param {Templates} templates @param {Documents} documents @param {string[]} besides roles that take part
 * @param {(key: string) => TemplateTask | undefined} templateOf @returns {Person[]}
 */
function peopleOf(plan, tasks, templates, documents, besides, templateOf) {
  const now = new Map(tasks.map((task) => [task.id, task.owner]));
  /** @type {Map<string, string>} who is named for a role */
  const names = new Map();
  /** @type {Map<string, Person>} people of roles that this edition does not know */
  const others = new Map();
  const meet = (/** @type {string} */ role, /** @type {string[]} */ texts) => {
    const ending = ` (${templates.roles[role].title})`;
    const name = texts.find((text) => text.endsWith(ending))?.slice(0, -ending.length);
    if (name !== undefined && !names.has(role)) names.set(role, name);
    return role;
  };
  const roles = [];
  for (const task of plan.tasks) {
    const from = templateOf(task.id);
    if (from) roles.push(meet(from.role, [now.get(task.id) ?? "", task.owner]));
    else others.set(task.owner, { title: task.owner, side: task.side, name: "", address: "" });
  }
  const all = [...roles, ...besides];
  for (const task of plan.tasks) {
    const support = templateOf(task.id)?.support;
    if (support) all.push(meet(support, [task.support ?? ""]));
  }
  const known = [...new Set(all)].filter((role) => Object.hasOwn(templates.roles, role));
  return [
    ...known.map((role) => ({ title: templates.roles[role].title, side: templates.roles[role].side, name: names.get(role) ?? "", address: documents.contacts[role] ?? "" })),
    ...others.values(),
  ];
}

/** Whom a task is for, by tier. @param {PaperTask} task @param {Paper} paper @returns {string[]} */
function sayTiers({ tiers }, { words, documents }) {
  return tiers.length ? [sayCount(words["item-tiers"], tiers.length, documents.language, { tiers: tiers.join(", ") })] : [];
}

/** Whom a task is for, in one line below a heading that says so. @param {PaperTask} task @param {Paper} paper @returns {string} */
function sayLimits(task, paper) {
  return [task.types.join(", "), ...sayTiers(task, paper)].filter(Boolean).join("; ");
}

/** Who must act too, how long a task takes and how often it comes back. @param {PaperTask} task @param {Paper} paper @returns {string} */
function sayEffort({ support, duration, recurrence }, { words, documents }) {
  return [
    support ? `${words["item-with"]} ${support}` : "",
    duration ? sayCount(words["item-duration"], duration, documents.language) : "",
    recurrence ? fillText(words.again, { recurrence: words.recurrences[recurrence] }) : "",
  ].filter(Boolean).join(" · ");
}

/** On which day a task is due, or from which to which day it may be done. @param {Standing} task @param {Paper} paper @returns {string} */
function sayDates({ begins, due }, { dated }) {
  return [...new Set([begins, due].flatMap((day) => (day ? [dated(day)] : [])))].join(" – ");
}
