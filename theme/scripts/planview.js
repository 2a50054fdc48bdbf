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
 * @param {Showing} showing @param {{words: PlanWords, items: Templates["items"], side: string, titles: string[]}} page with the
 *   reader's own side, and the titles of roles
 */
function drawPlan(view, plan, template, now, showing, { words, items, side: own, titles }) {
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
  const personOf = (/** @type {Standing} */ { owner }) => parseOwner(owner, titles).name || owner;
  const taskOf = (/** @type {Standing} */ task) => {
    const waits = task.after.map((key) => byId.get(key)).filter((each) => each && isOpen(each) && isOpen(task));
    const when = template?.milestones.flatMap((each) => each.tasks).find(({ id }) => id === task.id.split("#")[0])?.when;
    const { how = "", documents = [] } = (Object.hasOwn(items, task.id.split("#")[0]) && items[task.id.split("#")[0]]) || {};
    const item = box(task.id, {
      ...{ title: task.title, name: task.title, done_when: task.done_when, note: task.note },
      owner: [...new Set([sideOf(task.side), task.owner])].filter(Boolean).join(": "),
      how,
      documents: documents.length ? " " : "",
      date: showing.spanned(task) || (when ?? ""),
      waits: waits.length ? fillText(words.waits, { titles: waits.map((each) => each?.title).join(", ") }) : "",
    });
    find(item, ".chip").classList.add(task.side || "added");
    item.classList.toggle("late", IS.overdue(task));
    item.classList.toggle("is-folded", !(task.side === own && isOpen(task) && !waits.length)); // its help is shown with its fields
    Object.assign(item.dataset, { side: task.side, person: personOf(task), milestone: task.milestone });
    find(item, '[data-part="documents"]').replaceChildren(...documents.flatMap(([title, href], index) => [...(index ? [", "] : []), element("a", title, { href: `../${href}` })]));
    flagged(item, [
      task.support ? `${words.with} ${task.support}` : "",
      task.duration ? showing.many(words.takes, task.duration) : "",
      words.recurrence[task.recurrence ?? ""],
      ["open", "done"].includes(task.status) ? "" : words.status[task.status],
      IS.overdue(task) ? showing.many(words.is_late, countDays(today(), task.due ?? "")) : "",
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
    const item = box(test.id, { title: test.text, waits: "", done_when: "", note: "", owner: "", date: "", how: "", documents: "" });
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
    step.dataset.days = String((milestones[index + 1]?.day ?? milestone.day) - milestone.day);
    return step;
  }));
  /* To scale: each step is as wide as the days until the next. */
  const whole = milestones.length > 1 ? milestones[milestones.length - 1].day - milestones[0].day : 1;
  for (const step of findAll(view, '[data-part="timeline"] > li')) step.style.flexGrow = String(Math.max(Number(step.dataset.days), whole / 12));
  fillPart(view, "milestones", [
    ...milestones.map((milestone, index) => {
      const part = piece("milestone", { title: `${dateOf(milestone)}: ${milestone.title}`, entry: templateMilestone(milestone)?.entry ?? "" });
      part.dataset.key = milestone.id;
      find(part, "h3").id = `plan-${index}`;
      const sides = [own, ...SIDES.filter((side) => side !== own)].flatMap((side) => group(fillText(words.tasks, { side: sideOf(side) }), side, tasksOf(milestone.id, side)));
      part.append(...sides, ...group(words.exit_test, "test", milestone.tests.map(testOf)));
      return part;
    }),
    ...group(words.added, "added", now.tasks.filter((task) => !places.has(task.milestone)).map(taskOf)),
  ]);
  drawFilters(view, now.tasks.map((task) => ({ side: sideOf(task.side), person: personOf(task), milestone: plan.milestones.find(({ id }) => id === task.milestone)?.title ?? "", task })), sideOf);
  findAll(view, ".task").forEach((item, index) => {
    const note = find(item, ".waits");
    note.id = `plan-waits-${index}`;
    if (!note.hidden) find(item, ".task__box").setAttribute("aria-describedby", note.id);
  });
}

/**
 * Offer what there is to choose by, and show what is chosen.
 * @param {HTMLElement} view @param {{side: string, person: string, milestone: string, task: Standing}[]} marks
 * @param {Showing["sideOf"]} sideOf
 */
function drawFilters(view, marks, sideOf) {
  /** @type {Record<string, (mark: typeof marks[number]) => [value: string, title: string]>} */
  const offers = {
    side: ({ task }) => [task.side, sideOf(task.side)],
    person: ({ person }) => [person, person],
    milestone: ({ task, milestone }) => [task.milestone, milestone],
  };
  for (const select of findAll(view, "[data-filter]", HTMLSelectElement)) {
    const found = new Map(marks.map(offers[select.dataset.filter ?? ""]).filter(([value]) => value));
    const chosen = select.value;
    for (const option of [...select.options].slice(1)) option.remove();
    select.append(...[...found].map(([value, title]) => new Option(title, value)));
    select.value = found.has(chosen) ? chosen : "";
    /** @type {HTMLElement} */ (select.closest("label")).hidden = found.size < 2;
  }
  filterTasks(view);
}

/** Show what fits the reader's choice. @param {HTMLElement} view */
function filterTasks(view) {
  const chosen = findAll(view, "[data-filter]", HTMLSelectElement).filter(({ value }) => value);
  for (const item of findAll(view, "[data-part=milestones] .task")) item.hidden = chosen.some(({ dataset, value }) => item.dataset[dataset.filter ?? ""] !== value);
  for (const part of findAll(view, "[data-part=milestones] > section, [data-part=milestones] div[data-key]")) part.hidden = !part.querySelector(".task:not([hidden])");
}
