/* A plan under the handbook of now, with what was said of it under the ids of then. */

/**
 * A plan's newer version with what was said of it, under the ids of now.
 * @param {PlanFile} from @param {PlanFile} to @param {Templates} templates that know the former ids @returns {PlanFile}
 */
function carryWords(from, to, templates) {
  const keysOf = (/** @type {PlanFile} */ plan) => [...plan.tasks, ...plan.milestones.flatMap((each) => each.tests)].map(({ id }) => id);
  const every = templates.plans.flatMap((plan) => plan.milestones.flatMap((milestone) => milestone.tasks));
  const renamed = new Map(every.flatMap((task) => task.was.map((was) => [was, task.id])));
  const held = new Set(keysOf(to));
  const keyOf = (/** @type {string} */ key) => {
    const [id, ...again] = key.split("#");
    return held.has(key) ? key : [renamed.get(id) ?? id, ...again].join("#");
  };
  const words = wordsOf(from).map((word) => ({ ...word, key: keyOf(word.key) }));
  /* What is in the plan no more stays where somebody has said something of it. */
  const left = new Set(words.map((word) => word.key).filter((key) => !held.has(key)));
  const past = {
    tasks: from.tasks.filter((task) => left.has(task.id)),
    milestones: from.milestones.map((each) => ({ ...each, tests: each.tests.filter((test) => left.has(test.id)) })),
  };
  return withWords(uniteParts(to, past), words);
}

/**
 * The plan as the handbook has it now; null where it is the same, or cannot be made.
 * @param {Kept} kept @param {Templates} templates @param {(plan: PlanFile) => boolean} isShowable @returns {PlanFile | null}
 */
function findNewer({ wish, plan }, templates, isShowable) {
  if (!wish || !templates.plans.some(({ id }) => id === plan.plan)) return null;
  try {
    const fresh = carryWords(plan, makePlan(templates, wish), templates);
    return isShowable(fresh) && planText(fresh) !== planText(plan) ? fresh : null;
  } catch {
    return null;
  }
}
