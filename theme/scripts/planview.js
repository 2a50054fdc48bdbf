/* A plan as My plans shows it. The markup is in partials/my-plans.html; what is shown is put into it as text. */

/** @param {Standing} task @returns {boolean} */
function isOpen(task) {
  return !ENDED.includes(task.status);
}

/** @type {Record<string, (task: Standing) => boolean>} */
const IS = {
  overdue: (task) => isOpen(task) && (task.due ?? "9999") < today(),
  slipping: (task) => isOpen(task) && today() <= (task.due ?? "") && (task.due ?? "") < (task.expected ?? ""),
  stuck: (task) => task.status === "stuck",
};

/** @param {Standing[]} tasks */
function countTasks(tasks) {
  return {
    done: tasks.filter((task) => task.status === "done").length,
    all: tasks.filter((task) => task.status !== "dropped").length,
  };
}

/** @param {PlanFile} plan @param {Map<string, Standing>} tasks @param {Word[]} said @param {Showing} showing @param {PlanWords} words @returns {string} */
function disputeOf(plan, tasks, said, { dated, timed, sideOf }, words) {
  const [last, ...others] = [...said].reverse();
  const test = plan.milestones.flatMap((each) => each.tests).find(({ id }) => id === last.key);
  const title = last.key === "plan" ? words.whole : (tasks.get(last.key)?.title ?? test?.text ?? last.key);
  const shown = ({ by, at, field, value } = last) => ({
    value: field === "status" ? (words.status[value] ?? value) : DATES.includes(field) && value ? dated(value) : value,
    by: sideOf(by),
    at: timed(new Date(at)),
  });
  const holds = fillText(words.dispute, { title, field: words.field[last.field], ...shown() });
  return [holds, ...others.map((word) => fillText(words.against, shown(word)))].join(", ");
}

/**
 * Show milestones, tasks, exit tests and disputes.
 * @param {HTMLElement} view @param {PlanFile} plan @param {Template | undefined} template @param {ReturnType<typeof assessPlan>} now
 * @param {Showing} showing @param {PlanWords} words
 */
function drawPlan(view, plan, template, now, showing, words) {
  const { put, piece, fillPart, dated, sideOf } = showing;
  const byId = new Map(now.tasks.map((task) => [task.id, task]));
  const milestones = [...plan.milestones].sort((one, other) => one.day - other.day);
  const isMet = (/** @type {PlanTest} */ test) => ENDED.includes(statusOf(plan, test.id));
  const templateMilestone = (/** @type {PlanMilestone} */ { id }) => template?.milestones.find((each) => each.id === id);
  const dateOf = (/** @type {PlanMilestone} */ milestone) => {
    const due = now.gates.find((gate) => gate.milestone === milestone)?.due;
    return due ? dated(due) : (templateMilestone(milestone)?.when ?? String(milestone.day));
  };
  const next = now.next?.milestone;
  const count = countTasks(now.tasks);
  put(view, {
    about: showing.about(plan, now.anchor),
    count: fillText(words.count, count),
    next: next ? fillText(words.next_gate, { title: next.title, date: dateOf(next) }) : "",
  });
  for (const [word, is] of Object.entries(IS)) {
    const found = now.tasks.filter(is).length;
    put(view, { [word]: found ? fillText(words[word], { count: found }) : "" });
  }
  Object.assign(find(view, "progress"), { max: Math.max(count.all, 1), value: count.done });
  const disputes = listDisputes(plan);
  find(view, '[data-part="disputes"]').hidden = !disputes.length;
  fillPart(view, "disputed", disputes.map((said) => element("li", disputeOf(plan, byId, said, showing, words))));

  const box = (/** @type {string} */ key, /** @type {Record<string, string>} */ texts) => {
    const item = piece("task", texts);
    item.dataset.key = key;
    Object.assign(find(item, ".task__box"), { checked: statusOf(plan, key) === "done" }).dataset.place = key;
    return item;
  };
  /* The last word of each side on how far something is, where more than one has spoken. */
  const bothSay = (/** @type {string} */ key) => {
    const said = wordsOf(plan).filter((word) => word.key === key && word.field === "status");
    const last = new Map(said.map(({ by, value }) => [by, words.status[value || "open"]]));
    return last.size > 1 ? [...last].map(([by, value]) => `${sideOf(by)}: ${value}`) : [];
  };
  const flagged = (/** @type {HTMLElement} */ item, /** @type {string[]} */ flags) =>
    fillPart(item, "flags", flags.filter(Boolean).flatMap((flag) => [element("span", flag, { className: "tag" }), " "]));
  const taskOf = (/** @type {Standing} */ task) => {
    const waits = task.after.map((key) => byId.get(key)).filter((each) => each && isOpen(each) && isOpen(task));
    const when = template?.milestones.flatMap((each) => each.tasks).find(({ id }) => id === task.id.split("#")[0])?.when;
    const item = box(task.id, {
      ...{ title: task.title, name: task.title, done_when: task.done_when, note: task.note },
      owner: [sideOf(task.side), task.owner].filter(Boolean).join(": "),
      date: showing.spanned(task) || (when ?? ""),
      waits: waits.length ? fillText(words.waits, { titles: waits.map((each) => each?.title).join(", ") }) : "",
    });
    find(item, ".chip").classList.add(task.side || "added");
    flagged(item, [
      task.support ? `${words.with} ${task.support}` : "",
      task.duration ? showing.many(words.takes, task.duration) : "",
      words.recurrence[task.recurrence ?? ""],
      ["open", "done"].includes(task.status) ? "" : words.status[task.status],
      IS.overdue(task) ? words.is_overdue : "",
      IS.slipping(task) ? fillText(words.is_slipping, { date: dated(task.expected ?? "") }) : "",
      task.done_on ? `${words.field.done_on}: ${dated(task.done_on)}` : "",
      ...bothSay(task.id),
    ]);
    const detail = find(item, "details", HTMLDetailsElement);
    detail.dataset.key = task.id;
    for (const field of /** @type {const} */ (["status", "done_on", "due", "note"])) {
      const control = /** @type {Control} */ (find(detail, `[name=${field}]`, HTMLInputElement));
      setControl(control, task[field] ?? "");
      control.dataset.place = task.id;
    }
    return item;
  };
  const testOf = (/** @type {PlanTest} */ test) => {
    const item = box(test.id, { title: test.text, waits: "", done_when: "", note: "", owner: "", date: "" });
    flagged(item, bothSay(test.id));
    find(item, "details").remove();
    return item;
  };
  const group = (/** @type {string} */ title, /** @type {string} */ key, /** @type {HTMLElement[]} */ items) => {
    const made = piece("group", { title });
    made.dataset.key = key;
    find(made, "ul").append(...items);
    return items.length ? [made] : [];
  };
  /* What no milestone knows is shown at the end. */
  const places = new Set(plan.milestones.map(({ id }) => id));
  const tasksOf = (/** @type {string} */ milestone, /** @type {string} */ side) =>
    now.tasks.filter((task) => task.milestone === milestone && task.side === side).map(taskOf);

  fillPart(view, "timeline", milestones.map((milestone, index) => {
    const passed = milestone.tests.length && milestone.tests.every(isMet) ? words.passed : "";
    const step = piece("step", { date: dateOf(milestone), title: milestone.title, passed });
    find(step, "a", HTMLAnchorElement).href = `#plan-${index}`;
    return step;
  }));
  fillPart(view, "milestones", [
    ...milestones.map((milestone, index) => {
      const part = piece("milestone", { title: `${dateOf(milestone)}: ${milestone.title}`, entry: templateMilestone(milestone)?.entry ?? "" });
      part.dataset.key = milestone.id;
      find(part, "h3").id = `plan-${index}`;
      const sides = SIDES.flatMap((side) => group(fillText(words.tasks, { side: sideOf(side) }), side, tasksOf(milestone.id, side)));
      part.append(...sides, ...group(words.exit_test, "test", milestone.tests.map(testOf)));
      return part;
    }),
    ...group(words.added, "added", now.tasks.filter((task) => !places.has(task.milestone)).map(taskOf)),
  ]);
  findAll(view, ".task").forEach((item, index) => {
    const note = find(item, ".waits");
    note.id = `plan-waits-${index}`;
    if (!note.hidden) find(item, ".task__box").setAttribute("aria-describedby", note.id);
  });
}
