/* What goes out of a plan: for the own side with its mark where it is internal, and for partners what their edition has. */

/** A line per task: the columns of the downloads, and what was said. @param {PlanFile} plan @param {Standing[]} tasks @param {string} mark of an internal plan @returns {string} */
function csvOf(plan, tasks, mark = "") {
  const titles = new Map(plan.milestones.map((milestone) => [milestone.id, milestone.title]));
  const head = ["id", "milestone", "task", "side", "owner", "day", "counted_from", "due", "done_when", "after", "done"];
  const besides = /** @type {const} */ (["begins", "support", "duration", "recurrence"]).filter((name) => tasks.some((task) => task[name]));
  const rows = tasks.map((task) => [
    ...[task.id, titles.get(task.milestone) ?? "", task.title, task.side, task.owner, task.day, plan.anchor.kind],
    ...[task.due ?? "", task.done_when, task.after.join(", "), task.status === "done" ? task.done_on || "done" : ""],
    ...besides.map((name) => String(task[name] ?? "")),
    ...[task.status, task.done_on, task.note, ...(mark ? [mark] : [])],
  ]);
  return tableOf([[...head, ...besides, "status", "done_on", "note", ...(mark ? ["internal"] : [])], ...rows]);
}

/** Put a mark before a calendar's name. @param {string} text @param {string} mark @returns {string} */
function markCalendar(text, mark) {
  if (!mark) return text;
  const calendar = new ICAL.Component(ICAL.parse(text));
  calendar.updatePropertyWithValue("x-wr-calname", `${mark}: ${calendar.getFirstPropertyValue("x-wr-calname")}`);
  return `${calendar}\r\n`;
}

/** The ids of those of these titles that are of a kind; empty without any. @param {Record<string, string>} titles by id @param {string[]} of @returns {string} */
function idsOf(titles, of) {
  return Object.keys(titles).filter((id) => of.includes(titles[id])).join(" ");
}

/**
 * The plan as partners may have it: made anew of what the partner edition has, or as they have made it. Of what was said, how far things are and
 * when goes along, with words only where the partner has said them.
 * @param {PlanFile} plan @param {Wish | null} wish @param {Templates} templates of the partner edition
 * @returns {PlanFile | null} null where that edition has no such plan
 */
function partnerVersion(plan, wish, templates) {
  const isTheirs = plan.edition === "partner";
  if (!isTheirs && !templates.plans.some(({ id }) => id === plan.plan)) return null;
  const names = Object.entries(wish?.names ?? {}).filter(([role]) => Object.hasOwn(templates.roles, role));
  const fresh = isTheirs ? plan : makePlan(templates, {
    plan: plan.plan,
    partner: plan.partner,
    type: keepKnown(templates.types, wish ? wish.type : idsOf(templates.types, plan.made_for)),
    tier: keepKnown(templates.tiers, wish ? wish.tier : idsOf(templates.tiers, plan.made_for)),
    anchor: plan.anchor.date ?? "",
    names: Object.fromEntries(names),
    weekdays: plan.working.weekdays,
    holidays: plan.working.country !== "",
  });
  /* A test is known by its words: an edition counts only its own. */
  const tests = new Map(
    plan.milestones.flatMap((milestone) =>
      milestone.tests.map(({ id, text }) => [
        id,
        fresh.milestones.find((each) => each.id === milestone.id)?.tests.find((test) => test.text === text)?.id,
      ]),
    ),
  );
  const tasks = new Set(fresh.tasks.map(({ id }) => id));
  const titles = new Map(fresh.tasks.map(({ id, owner }) => [id, parseOwner(owner, titlesOf(templates)).title]));
  const words = wordsOf(plan).flatMap((word) => {
    const isAdded = isTheirs && word.by === "partner" && word.key.startsWith("added.");
    const key = word.key === "plan" || tasks.has(word.key) || isAdded ? word.key : tests.get(word.key);
    /* Whoever stands for a role that partners know by the same title may be named to them. */
    const isNamed = word.field === "owner" && titles.has(word.key) && parseOwner(word.value, [titles.get(word.key) ?? ""]).title === titles.get(word.key);
    if (!key || !(word.field === "status" || DATES.includes(word.field) || isNamed || word.by === "partner")) return [];
    return [{ ...word, key, by: ["vendor", "partner", "re-dated"].includes(word.by) ? word.by : "vendor" }];
  });
  return withWords(fresh, words);
}
