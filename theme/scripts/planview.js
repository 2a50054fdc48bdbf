/* A plan as My plans shows it. The markup is in partials/my-plans.html; what is shown is put into it as text. */

/** @typedef {Record<string, any>} PlanWords of the catalogue */

/** Ways to put texts into the markup. @param {HTMLElement} root @param {PlanWords} words */
function showingIn(root, words) {
  /** Put texts where the markup wants them; what has none is not shown. @template {HTMLElement} T @param {T} within @param {Record<string, string>} texts */
  const put = (within, texts) => {
    for (const [name, text] of Object.entries(texts)) {
      for (const at of findAll(within, `[data-part="${name}"]`)) {
        if (at.textContent !== text) at.textContent = text;
        (/** @type {HTMLElement | null} */ (at.closest("[data-with]")) ?? at).hidden = !text;
      }
    }
    return within;
  };
  const dated = (/** @type {string} */ day) => {
    const [year, month, date] = day.split("-");
    const [MMMM, MMM] = words.months[Number(month) - 1];
    const parts = { yyyy: year, MMMM, MMM, MM: month, dd: date, d: String(Number(date)) };
    return words.date_format.replace(/yyyy|MMMM|MMM|MM|dd|d/g, (/** @type {keyof typeof parts} */ part) => parts[part]);
  };
  return {
    put,
    dated,
    /** When a task may be done. @param {Standing} task */
    spanned: ({ begins, due }) => {
      if (!begins || !due || begins === due) return due ? dated(due) : "";
      return filled(words.window, { first: dated(begins), last: dated(due) });
    },
    piece: (/** @type {string} */ of, /** @type {Record<string, string>} */ texts) => {
      const made = find(root, `template[data-of="${of}"]`, HTMLTemplateElement).content.firstElementChild?.cloneNode(true);
      return put(/** @type {HTMLElement} */ (made), texts);
    },
    fillPart: (/** @type {ParentNode} */ within, /** @type {string} */ name, /** @type {(Node | string)[]} */ children) =>
      patch(find(within, `[data-part="${name}"]`), children),
    many: (/** @type {Record<string, string>} */ text, /** @type {number} */ count) =>
      filled(text[new Intl.PluralRules(document.documentElement.lang).select(count)] ?? text.other, { count }),
    /* To the minute, on the reader's clock. */
    timed: (/** @type {Date} */ at) => {
      const time = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
      return `${dated(today(at))}, ${time}`;
    },
    sideOf: (/** @type {string} */ by) => (Object.hasOwn(words.side, by) ? words.side[by] : by),
    about: (/** @type {PlanFile} */ plan, /** @type {string | null} */ anchor) => {
      const whom = plan.partner ? [filled(words.made_for, plan)] : [];
      return [plan.title, ...whom, ...plan.made_for, anchor ? `${plan.anchor.label}: ${dated(anchor)}` : plan.anchor.label].join(" · ");
    },
    /** What is wrong with a value, and where. @param {Fault} fault @param {PlanFile} [plan] */
    explain: ({ key, field, kind, ...more }, plan) => {
      const places = [...(plan?.tasks ?? []), ...(plan?.milestones ?? []).flatMap((each) => [each, ...each.tests])];
      const place = places.find(({ id }) => id === key);
      const title = place && ("title" in place ? place.title : place.text);
      const name = [title || key, Object.hasOwn(words.field, field) ? words.field[field] : field].filter(Boolean).join(", ");
      return `${name}: ${filled(words.faults[kind], { ...more, most: MOST_OF_A_TEXT })}${more.value ? ` (“${more.value}”)` : ""}`;
    },
  };
}

/** @typedef {ReturnType<typeof showingIn>} Showing */

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
function counted(tasks) {
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
  const holds = filled(words.dispute, { title, field: words.field[last.field], ...shown() });
  return [holds, ...others.map((word) => filled(words.against, shown(word)))].join(", ");
}

/**
 * Show milestones, tasks, exit tests and disputes.
 * @param {HTMLElement} view @param {PlanFile} plan @param {Template | undefined} template @param {ReturnType<typeof standing>} now
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
  const count = counted(now.tasks);
  put(view, {
    about: showing.about(plan, now.anchor),
    count: filled(words.count, count),
    next: next ? filled(words.next_gate, { title: next.title, date: dateOf(next) }) : "",
  });
  for (const [word, is] of Object.entries(IS)) {
    const found = now.tasks.filter(is).length;
    put(view, { [word]: found ? filled(words[word], { count: found }) : "" });
  }
  Object.assign(find(view, "progress"), { max: Math.max(count.all, 1), value: count.done });
  const disputes = disputed(plan);
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
      waits: waits.length ? filled(words.waits, { titles: waits.map((each) => each?.title).join(", ") }) : "",
    });
    find(item, ".chip").classList.add(task.side || "added");
    flagged(item, [
      task.support ? `${words.with} ${task.support}` : "",
      task.duration ? showing.many(words.takes, task.duration) : "",
      words.recurrence[task.recurrence ?? ""],
      ["open", "done"].includes(task.status) ? "" : words.status[task.status],
      IS.overdue(task) ? words.is_overdue : "",
      IS.slipping(task) ? filled(words.is_slipping, { date: dated(task.expected ?? "") }) : "",
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
      const sides = SIDES.flatMap((side) => group(filled(words.tasks, { side: sideOf(side) }), side, tasksOf(milestone.id, side)));
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
