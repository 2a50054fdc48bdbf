/* A plan template made for one partner: the same document as plan.json of the command line. */

/**
 * @typedef {{id: string, text: string, types: string[]}} TemplateTest
 * @typedef {{id: string, title: string, day: number, when: string, entry: string, tests: TemplateTest[],
 *   tasks: TemplateTask[]}} TemplateMilestone
 * @typedef {{id: string, title: string, role: string, day: number, when: string, done_when: string, after: string[],
 *   recurrence: string | null, types: string[][], tiers: string[], was: string[], from_day?: number,
 *   working_days?: boolean, support?: string, duration?: number}} TemplateTask
 * @typedef {{id: string, title: string, use_when: string, anchor: {kind: "start" | "target", label: string},
 *   milestones: TemplateMilestone[], files: [type: string, format: string, path: string][]}} Template
 * @typedef {{edition: string, programme: string, vendor: string, version: string, first: string, contact: PlanContact,
 *   items: Record<string, {how: string, documents: [title: string, href: string][]}>, roles: Record<string, {title: string, side: string, mission: string}>,
 *   types: Record<string, string>, tiers: Record<string, string>, plans: Template[],
 *   working: {weekdays: number[], country: string, years: [number, number], holidays: string[]}, partner?: Templates}}
 *   Templates all that an edition has to make plans of; the internal one has those of the partner edition besides
 *
 * @typedef {{plan: string, partner: string, type: string, tier: string, anchor: string, names: Record<string, string>,
 *   weekdays: number[], holidays: boolean}} Wish what a plan is made for; an empty text leaves it open,
 *   and `type` holds the ids of one partner type or of several
 *
 * @typedef {{id: string, text: string}} PlanTest
 * @typedef {{id: string, title: string, day: number, due: string | null, tests: PlanTest[]}} PlanMilestone
 * @typedef {{id: string, milestone: string, title: string, side: string, owner: string, day: number, due: string | null,
 *   done_when: string, after: string[], recurrence: string | null, from_day?: number, begins?: string | null,
 *   working_days?: boolean, support?: string, duration?: number}} PlanTask what may be missing stands only where it says something
 * @typedef {{schema: string, version: number, plan: string, title: string, edition: string, programme: string,
 *   partner: string, made_for: string[], anchor: {kind: string, label: string, date: string | null},
 *   working: {weekdays: number[], country: string}, milestones: PlanMilestone[], tasks: PlanTask[],
 *   state: Record<string, Record<string, {value: string, at: string, by: string}>>,
 *   log: {id: string, field: string, value: string, at: string, by: string}[]}} PlanFile
 */

const SIDES = ["vendor", "partner", "customer"];
const PLAN_SCHEMA = "partner-playbooks/plan";

/** @param {Templates} templates @param {{weekdays: number[], country: string}} working @returns {WorkCalendar} */
function calendarOf(templates, working) {
  const known = working.country !== "" && working.country === templates.working.country;
  return { weekdays: working.weekdays, holidays: new Set(known ? templates.working.holidays : []) };
}

/** Only what says something. @param {Record<string, unknown>} fields @returns {Record<string, any>} */
function dropEmpty(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
}

/**
 * Make a plan for one partner.
 * @param {Templates} templates @param {Wish} wish @returns {PlanFile}
 * @throws {RangeError} there is no such plan, or no calendar reaches so far
 */
function makePlan(templates, wish) {
  const plan = templates.plans.find((each) => each.id === wish.plan);
  if (!plan) throw new RangeError(wish.plan);
  const working = { weekdays: [...wish.weekdays].sort(), country: wish.holidays ? templates.working.country : "" };
  const calendar = calendarOf(templates, working);
  const back = plan.anchor.kind === "target";
  const due = (/** @type {number} */ day, working = false) => (wish.anchor ? findDueDate(wish.anchor, day, calendar, back, working) : null);
  const applies = (/** @type {string[]} */ of, /** @type {string} */ chosen) => !of.length || !chosen || idsIn(chosen).some((id) => of.includes(id));
  const types = idsIn(wish.type);
  const seen = new Map();
  const keyOf = (/** @type {string} */ id) => {
    seen.set(id, (seen.get(id) ?? 0) + 1);
    return seen.get(id) === 1 ? id : `${id}#${seen.get(id)}`;
  };
  const who = (/** @type {string} */ role) => {
    const title = templates.roles[role].title;
    return wish.names[role] ? `${wish.names[role]} (${title})` : title;
  };
  const tasks = plan.milestones.flatMap((milestone) =>
    milestone.tasks
      .filter((task) => task.types.every((group) => applies(group, wish.type)) && applies(task.tiers, wish.tier))
      .map((task) => ({
        id: keyOf(task.id),
        milestone: milestone.id,
        title: task.title,
        side: templates.roles[task.role].side,
        owner: who(task.role),
        day: task.day,
        due: due(task.day, task.working_days),
        done_when: task.done_when,
        after: task.after,
        recurrence: task.recurrence,
        ...dropEmpty({
          from_day: task.from_day,
          begins: task.from_day && due(task.from_day, task.working_days),
          working_days: task.working_days,
          support: task.support && who(task.support),
          duration: task.duration,
        }),
      })),
  );
  /* Nobody tests before the last task is due: working days may take longer than the milestone's own. */
  const gateDue = (/** @type {TemplateMilestone} */ { id, day }) =>
    tasks.reduce((last, task) => (last && task.milestone === id && task.due && task.due > last ? task.due : last), due(day));
  const held = new Set(tasks.map((task) => task.id));
  return {
    schema: PLAN_SCHEMA,
    version: 1,
    plan: plan.id,
    title: plan.title,
    edition: templates.edition,
    programme: templates.programme,
    partner: wish.partner,
    made_for: [...Object.keys(templates.types).filter((id) => types.includes(id)).map((id) => templates.types[id]), templates.tiers[wish.tier]].filter(Boolean),
    anchor: { kind: plan.anchor.kind, label: plan.anchor.label, date: wish.anchor || null },
    working,
    milestones: plan.milestones.map((milestone) => ({
      id: milestone.id,
      title: milestone.title,
      day: milestone.day,
      due: gateDue(milestone),
      tests: milestone.tests.filter((test) => applies(test.types, wish.type)).map(({ id, text }) => ({ id, text })),
    })),
    tasks: tasks.map((task) => ({ ...task, after: task.after.filter((key) => held.has(key)) })),
    state: {},
    log: [],
  };
}
