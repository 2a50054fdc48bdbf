/* Plans as files: read with care, for anybody may have written them, and written as the command line writes them. */

const MOST_OF_A_PLAN = 2_000_000;
const HIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]/u;

/** @param {any} days @returns {boolean} whether work can be due on them */
function isWeek(days) {
  return Array.isArray(days) && days.length > 0 && days.every((day) => [0, 1, 2, 3, 4, 5, 6].includes(day));
}

const isPlan = (() => {
  /** @typedef {(value: any) => boolean} Check */
  /** @type {Check} */
  const text = (value) => typeof value === "string" && value.length <= 2000 && !HIDDEN.test(value);
  const count = Number.isInteger;
  const one = (/** @type {unknown[]} */ ...values) => (/** @type {unknown} */ value) => values.includes(value);
  const list = (/** @type {Check} */ check) => (/** @type {unknown} */ value) => Array.isArray(value) && value.every(check);
  const either = (/** @type {Check[]} */ ...checks) => (/** @type {unknown} */ value) => checks.some((check) => check(value));
  const isObject = (/** @type {unknown} */ value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const record = (/** @type {Check} */ key, /** @type {Check} */ check) => (/** @type {any} */ value) =>
    isObject(value) && Object.entries(value).every(([name, each]) => key(name) && check(each));
  const shape = (/** @type {Record<string, Check>} */ fields) => (/** @type {any} */ value) =>
    isObject(value) &&
    Object.keys(value).length === Object.keys(fields).length &&
    Object.entries(fields).every(([name, check]) => Object.hasOwn(value, name) && check(value[name]));
  const day = either(one(null), isDay);
  const test = shape({ id: text, text });
  const task = shape({
    ...{ id: text, milestone: text, title: text, side: one("vendor", "partner"), owner: text, day: count, due: day },
    ...{ done_when: text, after: list(text), recurrence: one(null, "monthly", "quarterly", "yearly") },
  });
  const word = { value: text, at: isTime, by: text };
  return shape({
    ...{ schema: one(PLAN_SCHEMA), version: one(1), plan: text, title: text, edition: one("internal", "partner") },
    ...{ programme: text, partner: text, made_for: list(text) },
    anchor: shape({ kind: one("start", "target"), label: text, date: day }),
    working: shape({ weekdays: isWeek, country: text }),
    milestones: list(shape({ id: text, title: text, day: count, due: day, tests: list(test) })),
    tasks: list(task),
    state: record(text, record(one(...FIELDS), either(text, shape(word)))),
    log: list(shape({ ...word, id: text, field: one(...FIELDS) })),
  });
})();

/** A time that names no zone is in UTC. @template {{at: string}} T @param {T} word @returns {T} */
function zoned(word) {
  return /(Z|[+-]\d\d:?\d\d)$/.test(word.at) ? word : { ...word, at: `${word.at}Z` };
}

/** @param {Word} word @param {Set<string>} keys @returns {boolean} whether it can have been said of a plan */
function isSayable({ key, field, value }, keys) {
  if (!keys.has(key) && !key.startsWith("added.")) return false;
  return !value || (field === "status" ? STATUSES.includes(value) : !DATES.includes(field) || isDay(value));
}

/**
 * @param {string} text @param {string} name of the file @param {string} at when it was changed: the time of what was
 * written into it by hand @returns {PlanFile | null} null where it is no plan that can be read
 */
function readPlan(text, name, at) {
  if (text.length > MOST_OF_A_PLAN) return null;
  try {
    const found = JSON.parse(text.replace(/^\ufeff/, ""));
    if (!isPlan(found)) return null;
    const states = Object.entries(found.state).map(([key, fields]) => [
      key,
      Object.fromEntries(
        Object.entries(fields).map(([field, word]) => [field, typeof word === "string" ? { value: word, at, by: name } : zoned(word)]),
      ),
    ]);
    /** @type {PlanFile} */
    const plan = { ...found, state: Object.fromEntries(states), log: found.log.map(zoned) };
    const tests = plan.milestones.flatMap((milestone) => milestone.tests);
    const keys = new Set(["plan", ...plan.tasks.map((task) => task.id), ...tests.map((test) => test.id)]);
    const words = wordsOf(plan);
    return words.every((word) => isSayable(word, keys)) ? withWords(plan, words) : null;
  } catch {
    return null; // no JSON, or nested too deep
  }
}

/** @param {PlanFile} plan @returns {string} */
function planText(plan) {
  return `${JSON.stringify(plan, null, 1)}\n`;
}

/** A line per task, as the downloads have it. @param {PlanFile} plan @param {Standing[]} tasks @returns {string} */
function csvOf(plan, tasks) {
  const titles = new Map(plan.milestones.map((milestone) => [milestone.id, milestone.title]));
  const head = ["id", "milestone", "task", "side", "owner", "day", "counted_from", "due", "done_when", "after", "done"];
  const rows = tasks.map((task) => [
    ...[task.id, titles.get(task.milestone) ?? "", task.title, task.side, task.owner, task.day, plan.anchor.kind],
    ...[task.due ?? "", task.done_when, task.after.join(", "), task.status === "done" ? task.done_on || "done" : ""],
  ]);
  return tableOf([head, ...rows]);
}

/**
 * Entries of a calendar, with the identity that the command line gives them: a later file renews them.
 * @param {PlanFile} plan @param {ReturnType<typeof standing>} now @returns {string}
 */
function calendarFile(plan, now) {
  ICAL.foldLength = 74; // a folded line begins with a blank, which counts
  const calendar = new ICAL.Component("vcalendar");
  calendar.addPropertyWithValue("prodid", "-//Partner Playbooks//Plan//EN");
  calendar.addPropertyWithValue("version", "2.0");
  calendar.addPropertyWithValue("x-wr-calname", [plan.partner, plan.title].filter(Boolean).join(": "));
  const add = (
    /** @type {string} */ key, /** @type {string} */ title, /** @type {string} */ due, /** @type {string[]} */ notes,
    /** @type {string} */ category, /** @type {string | null} */ recurrence,
  ) => {
    const event = new ICAL.Component("vevent");
    event.addPropertyWithValue("uid", [plan.plan, plan.partner, key].map(encodeURIComponent).join("/"));
    event.addPropertyWithValue("dtstamp", ICAL.Time.fromDateTimeString(`${now.anchor ?? due}T00:00:00Z`));
    event.addPropertyWithValue("dtstart", ICAL.Time.fromDateString(due));
    event.addPropertyWithValue("dtend", ICAL.Time.fromDateString(shifted(due, 1)));
    event.addPropertyWithValue("summary", title);
    event.addPropertyWithValue("transp", "TRANSPARENT");
    event.addPropertyWithValue("description", notes.filter(Boolean).join("\n"));
    event.addPropertyWithValue("categories", category);
    if (recurrence) event.addPropertyWithValue("rrule", ICAL.Recur.fromString(RULES[recurrence]));
    const alarm = new ICAL.Component("valarm");
    alarm.addPropertyWithValue("action", "DISPLAY");
    alarm.addPropertyWithValue("description", title);
    alarm.addPropertyWithValue("trigger", ICAL.Duration.fromString("-P1D"));
    event.addSubcomponent(alarm);
    calendar.addSubcomponent(event);
  };
  for (const { id, title, day, tests } of plan.milestones) {
    const due = now.dueOf(day);
    if (due) add(`milestone ${id}`, title, due, tests.map((test) => `- ${test.text}`), "milestone", null);
  }
  for (const { id, title, due, owner, done_when, side, recurrence } of now.tasks) {
    if (due) add(id, title, due, [owner, done_when], side, recurrence);
  }
  return `${calendar}\r\n`;
}

/** @type {Record<string, string>} */
const RULES = { monthly: "FREQ=MONTHLY", quarterly: "FREQ=MONTHLY;INTERVAL=3", yearly: "FREQ=YEARLY" };
