/* How a plan stands, and its dates anew from what has happened: the rules of `playbooks plan status`. */

/**
 * @typedef {PlanTask & {status: string, done_on: string, note: string, begins: string | null, expected: string | null}} Standing a task as it
 *   is now: its title, owner and due day as they were agreed last; expected is when it is done at the earliest
 */

/**
 * @typedef {{milestone: PlanMilestone, due: string | null, isPassed: boolean}} Gate a milestone as it stands now: its day in
 *   the plan, or a later one if a task that leads to it is done, or expected, only then
 */

const ENDED = ["done", "dropped"];

/**
 * @param {PlanFile} plan @param {WorkCalendar} calendar @param {string} now the day to look from
 * @returns {{tasks: Standing[], gates: Gate[], next: Gate | undefined, anchor: string | null}} gates in the order of their
 *   days in the plan, and the first that is not passed
 */
function assessPlan(plan, calendar, now) {
  const anchor = findSaid(plan, "plan", "anchor") || plan.anchor.date;
  const back = plan.anchor.kind === "target";
  const dueOf = (/** @type {number} */ day, working = false) => (anchor ? findDueDate(anchor, day, calendar, back, working) : null);
  const own = new Map(plan.tasks.map((task) => [task.id, task]));
  const counted = (/** @type {string} */ key) => {
    const { day, working_days } = /** @type {PlanTask} */ (own.get(key));
    return dueOf(day, working_days);
  };
  const due = (/** @type {string} */ key) => findSaid(plan, key, "due") || (own.has(key) ? counted(key) : null);
  /** @type {Map<string, string | null>} */
  const expected = new Map();

  const waitsOf = (/** @type {string} */ key) => (due(key) === null || ENDED.includes(statusOf(plan, key)) ? [] : (own.get(key)?.after ?? []));
  const notBefore = (/** @type {string} */ before, /** @type {string} */ key, /** @type {string} */ planned) => {
    const there = expected.get(before);
    const [first, then] = [before, key].map((each) => (own.has(each) ? counted(each) : null));
    if (!there || !first || !then || statusOf(plan, before) === "dropped") return planned;
    return shiftDay(there, Math.max(countDays(then, first), 0));
  };

  const earliest = (/** @type {string} */ key) => {
    const [planned, status] = [due(key), statusOf(plan, key)];
    if (planned === null || status === "dropped") return planned;
    if (status === "done") return findSaid(plan, key, "done_on") || (planned < now ? planned : now);
    const starts = waitsOf(key).map((before) => notBefore(before, key, planned));
    const last = [planned, now, ...starts].reduce((one, other) => (one > other ? one : other));
    return last === planned ? planned : rollDay(last, calendar, false);
  };
  /* What is begun has an answer already, its due day, so a ring of tasks ends; a chain may be longer than calls reach. */
  const begin = (/** @type {string} */ key) => {
    expected.set(key, due(key));
    return { key, waits: [...waitsOf(key)].reverse() };
  };
  const expect = (/** @type {string} */ key) => {
    const begun = expected.has(key) ? [] : [begin(key)];
    for (let last = begun.at(-1); last; last = begun.at(-1)) {
      const before = last.waits.pop();
      if (before === undefined) {
        expected.set(last.key, earliest(last.key));
        begun.pop();
      } else if (!expected.has(before)) begun.push(begin(before));
    }
    return expected.get(key) ?? null;
  };

  const added = Object.keys(plan.state).filter((key) => key.startsWith("added.")).sort();
  /** @type {PlanTask[]} */
  const all = [
    ...plan.tasks,
    ...added.map((id) => ({
      ...{ id, milestone: "", title: id, side: "", owner: "", day: 0, due: null, done_when: "", after: [], recurrence: null },
    })),
  ];
  const tasks = all.map((task) => ({
    ...task,
    title: findSaid(plan, task.id, "title") || task.title,
    owner: findSaid(plan, task.id, "owner") || task.owner,
    done_when: findSaid(plan, task.id, "done_when") || task.done_when,
    due: due(task.id),
    begins: task.from_day && !findSaid(plan, task.id, "due") ? dueOf(task.from_day, task.working_days) : null,
    status: statusOf(plan, task.id),
    done_on: findSaid(plan, task.id, "done_on"),
    note: findSaid(plan, task.id, "note"),
    expected: expect(task.id),
  }));
  /* Nobody tests before the last task is done: what is not needed holds nothing up. */
  const gateDue = (/** @type {PlanMilestone} */ { id, day }) => {
    const leading = plan.tasks.filter((task) => task.milestone === id && statusOf(plan, task.id) !== "dropped");
    const ends = leading.map((task) => expect(task.id) ?? "");
    const planned = dueOf(day);
    return planned && ends.reduce((one, other) => (one > other ? one : other), planned);
  };
  const gates = [...plan.milestones]
    .sort((one, other) => one.day - other.day)
    .map((milestone) => ({
      milestone,
      due: gateDue(milestone),
      isPassed: milestone.tests.every((test) => ENDED.includes(statusOf(plan, test.id))),
    }));
  return { tasks, gates, next: gates.find((gate) => !gate.isPassed), anchor };
}

/** New due days for what is open. @param {PlanFile} plan @param {WorkCalendar} calendar @param {string} now @returns {PlanFile} */
function redatePlan(plan, calendar, now) {
  const at = nowAfter(wordsOf(plan).flatMap((word) => (word.field === "due" ? [word.at] : [])));
  const late = assessPlan(plan, calendar, now).tasks.filter(
    (task) => !ENDED.includes(task.status) && task.due && task.expected && task.expected > task.due,
  );
  const words = late.map((task) => ({ key: task.id, field: "due", at, by: "re-dated", value: task.expected ?? "" }));
  return withWords(plan, [...wordsOf(plan), ...words]);
}
