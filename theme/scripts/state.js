/* What both sides say of a plan, and how their words become one state: the rules of `playbooks plan status`. */

/**
 * @typedef {{key: string, field: string, at: string, by: string, value: string}} Word what somebody said of something
 */

const STATUSES = ["open", "doing", "done", "stuck", "dropped"];
const FIELDS = ["status", "done_on", "due", "note", "title", "owner", "done_when", "anchor"];
const DATES = ["done_on", "due", "anchor"];

/** @param {string} one @param {string} other @returns {number} by code point, as Python compares */
function order(one, other) {
  const [a, b] = [Array.from(one), Array.from(other)];
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    if (a[at] !== b[at]) return Number(a[at].codePointAt(0)) - Number(b[at].codePointAt(0));
  }
  return a.length - b.length;
}

/** @param {string} at @returns {bigint} microseconds, which plan.json may have */
function moment(at) {
  const found = /^(.*?\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d:?\d\d)$/.exec(at);
  if (!found) return BigInt(Date.parse(at)) * 1000n;
  return BigInt(Date.parse(found[1] + found[3])) * 1000n + BigInt((found[2] ?? "").padEnd(6, "0"));
}

/** The later word comes last; of two at the same time, the one that sorts last. @param {Word} one @param {Word} other */
function compareWords(one, other) {
  const [first, second] = [moment(one.at), moment(other.at)];
  return (
    order(one.key, other.key) ||
    order(one.field, other.field) ||
    (first < second ? -1 : Number(first > second)) ||
    order(one.by, other.by) ||
    order(one.value, other.value)
  );
}

/** @param {PlanFile} plan @returns {Word[]} all that was ever said, in order */
function wordsOf(plan) {
  const said = Object.entries(plan.state).flatMap(([key, fields]) =>
    Object.entries(fields).map(([field, word]) => ({ key, field, ...word })),
  );
  return [...said, ...plan.log.map(({ id, ...word }) => ({ key: id, ...word }))].sort(compareWords);
}

/** @param {PlanFile} plan @param {Word[]} words @returns {PlanFile} the plan with these words as its state and log */
function withWords(plan, words) {
  /** @type {Map<string, Word>} */
  const last = new Map();
  const unique = new Map(words.map((word) => [JSON.stringify([word.key, word.field, String(moment(word.at)), word.by, word.value]), word]));
  const sorted = [...unique.values()].sort(compareWords);
  for (const word of sorted) last.set(`${word.key} ${word.field}`, word);
  /** @type {PlanFile["state"]} */
  const state = Object.create(null); // whatever an id is called
  for (const { key, field, at, by, value } of last.values()) {
    state[key] ??= Object.create(null);
    state[key][field] = { value, at, by };
  }
  const holding = new Set(last.values());
  const log = sorted.filter((word) => !holding.has(word)).map(({ key, ...word }) => ({ id: key, ...word }));
  return { ...plan, state, log };
}

/** @param {PlanFile} plan @param {string} key @param {string} field @returns {string} what holds; empty if nothing does */
function findSaid(plan, key, field) {
  return (Object.hasOwn(plan.state, key) && Object.hasOwn(plan.state[key], field) && plan.state[key][field].value) || "";
}

/** @param {PlanFile} plan @param {string} key @returns {string} */
function statusOf(plan, key) {
  return findSaid(plan, key, "status") || (findSaid(plan, key, "done_on") ? "done" : "open");
}

/** Say something. @param {PlanFile} plan @param {string} key @param {string} field @param {string} value @param {string} by @returns {PlanFile} */
function say(plan, key, field, value, by) {
  const words = wordsOf(plan);
  const before = words.filter((word) => word.key === key && word.field === field).map((word) => word.at);
  return withWords(plan, [...words, { key, field, at: nowAfter(before), by, value }]);
}

/** @param {PlanFile} plan @returns {[Word, ...Word[]][]} the last words of all who differ, by place; the one that holds last */
function listDisputes(plan) {
  /** @type {Map<string, Map<string, Word>>} */
  const places = new Map();
  for (const word of wordsOf(plan)) {
    const place = `${word.key} ${word.field}`;
    if (!places.has(place)) places.set(place, new Map());
    places.get(place)?.set(word.by, word);
  }
  const differ = [...places.values()].filter((words) => new Set([...words.values()].map((word) => word.value)).size > 1);
  return differ.map((words) => /** @type {[Word, ...Word[]]} */ ([...words.values()].sort(compareWords)));
}

/** Whether two plans can be put together. @param {PlanFile} one @param {PlanFile} other @returns {boolean} */
function isSame(one, other) {
  return one.plan === other.plan && one.partner === other.partner;
}

/** A plan with the tasks and tests that another has besides. @param {PlanFile} base @param {Pick<PlanFile, "tasks" | "milestones">} more @returns {PlanFile} */
function uniteParts(base, more) {
  const tasks = new Set(base.tasks.map((task) => task.id));
  const tests = new Set(base.milestones.flatMap((each) => each.tests.map((test) => test.id)));
  const milestones = new Map(base.milestones.map((each) => [each.id, each]));
  for (const milestone of more.milestones) {
    const held = milestones.get(milestone.id);
    const extra = milestone.tests.filter((test) => !tests.has(test.id));
    milestones.set(milestone.id, held ? { ...held, tests: [...held.tests, ...extra] } : milestone);
  }
  return {
    ...base,
    milestones: [...milestones.values()],
    tasks: [...base.tasks, ...more.tasks.filter((task) => !tasks.has(task.id))],
  };
}

/** Put two plans of the same kind together: all tasks that either knows, and all that was said. @param {PlanFile} one @param {PlanFile} other @returns {PlanFile} */
function mergePlans(one, other) {
  const bare = (/** @type {PlanFile} */ plan) => JSON.stringify({ ...plan, state: {}, log: [] });
  const rank = (/** @type {PlanFile} */ plan) => Number(plan.edition === "partner");
  const [base, more] = [one, other].sort(
    (a, b) => rank(a) - rank(b) || b.tasks.length - a.tasks.length || order(bare(a), bare(b)),
  );
  return withWords(uniteParts(base, more), [...wordsOf(one), ...wordsOf(other)]);
}
