/* Plans as files, written as the command line writes them. */

/** @param {PlanFile} plan @returns {string} */
function planText(plan) {
  return `${JSON.stringify(plan, null, 1)}\n`;
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
