/* Plans as files, written as the command line writes them. */

/** @param {PlanFile} plan @returns {string} */
function planText(plan) {
  return `${JSON.stringify(plan, null, 1)}\n`;
}

/* What files are numbered by, whole seconds from 2020 on: the same as on the command line. */
const FIRST_ISSUE = Date.parse("2020-01-01T00:00:00Z") / 1000;
const LAST_ISSUE = 2 ** 31 - 1;

/** The number of a file that is made now: higher than that of any before, and later than all that it says. @param {PlanFile} plan @returns {number} seconds */
const numberIssue = (() => {
  let last = 0;
  return (/** @type {PlanFile} */ plan) => {
    const said = wordsOf(plan).reduce((latest, word) => Math.max(latest, Date.parse(word.at)), Date.now());
    last = Math.min(Math.max(Math.ceil(said / 1000) - FIRST_ISSUE, last + 1), LAST_ISSUE);
    return last;
  };
})();

/** @type {Record<string, string>} */
const RULES = { weekly: "FREQ=WEEKLY;COUNT=52", monthly: "FREQ=MONTHLY;COUNT=12", quarterly: "FREQ=MONTHLY;INTERVAL=3;COUNT=4", yearly: "FREQ=YEARLY;COUNT=2" };

/** How something comes back: on the same day of the month, or on the last where a month has no such day. @param {string} recurrence @param {string} first @returns {string} */
function ruleOf(recurrence, first) {
  const [, month, day] = first.split("-").map(Number);
  const rule = RULES[recurrence];
  if (recurrence === "weekly") return rule;
  if (recurrence === "yearly") return month === 2 && day > 28 ? `${rule};BYMONTH=2;BYMONTHDAY=-1` : rule;
  if (day > 30) return `${rule};BYMONTHDAY=-1`;
  return day > 28 ? `${rule};BYMONTHDAY=${day > 29 ? "28,29,30" : "28,29"};BYSETPOS=-1` : rule;
}

/** The side that a plan is made with, seen by those whose file it is. @param {PlanFile} plan @param {string} vendor @returns {string} */
function otherSideOf(plan, vendor) {
  return plan.edition === "partner" ? vendor : plan.partner;
}

/**
 * Entries of a calendar, with the identity that the command line gives them: a later file renews them.
 * @param {PlanFile} plan @param {ReturnType<typeof assessPlan>} now @param {number} [issue] the number of the file
 * @param {string} [other] the side whose name stands in each entry @param {string} [name] how the calendar is called @returns {string}
 */
function calendarFile(plan, now, issue = numberIssue(plan), other = plan.partner, name = [plan.partner, plan.title].filter(Boolean).join(": ")) {
  ICAL.foldLength = 74; // a folded line begins with a blank, which counts
  const calendar = new ICAL.Component("vcalendar");
  calendar.addPropertyWithValue("prodid", "-//Partner Playbooks//Plan//EN");
  calendar.addPropertyWithValue("version", "2.0");
  calendar.addPropertyWithValue("x-wr-calname", name);
  const stamp = new Date((FIRST_ISSUE + issue) * 1000).toISOString().replace(".000", "");
  const add = (
    /** @type {string} */ key, /** @type {string} */ title, /** @type {string} */ due, /** @type {string[]} */ notes,
    /** @type {string} */ category, /** @type {string | null} */ recurrence, /** @type {boolean} */ isOpen, first = due,
  ) => {
    const summary = [other, title].filter(Boolean).join(": ");
    const event = new ICAL.Component("vevent");
    event.addPropertyWithValue("uid", [plan.plan, plan.partner, key].map(encodeURIComponent).join("/"));
    event.addPropertyWithValue("dtstamp", ICAL.Time.fromDateTimeString(stamp));
    event.addPropertyWithValue("sequence", issue);
    event.addPropertyWithValue("dtstart", ICAL.Time.fromDateString(first));
    event.addPropertyWithValue("dtend", ICAL.Time.fromDateString(shiftDay(due, 1)));
    event.addPropertyWithValue("summary", summary);
    event.addPropertyWithValue("transp", "TRANSPARENT");
    event.addPropertyWithValue("description", notes.filter(Boolean).join("\n"));
    event.addPropertyWithValue("categories", category);
    if (recurrence) event.addPropertyWithValue("rrule", ICAL.Recur.fromString(ruleOf(recurrence, first)));
    if (isOpen) {
      const alarm = new ICAL.Component("valarm");
      alarm.addPropertyWithValue("action", "DISPLAY");
      alarm.addPropertyWithValue("description", summary);
      alarm.addPropertyWithValue("trigger", ICAL.Duration.fromString("-PT15H")); // nine o'clock on the day before
      event.addSubcomponent(alarm);
    }
    calendar.addSubcomponent(event);
  };
  for (const { milestone, due, isPassed } of now.gates) {
    const tests = milestone.tests.map((test) => `- ${test.text}`);
    const isOpen = !isPassed || !tests.length;
    if (due) add(`milestone ${milestone.id}`, milestone.title, due, tests, "milestone", null, isOpen);
  }
  for (const { id, title, due, owner, support = "", done_when, side, recurrence, status, begins } of now.tasks) {
    if (due) add(id, title, due, [owner, support, done_when], side, recurrence, !ENDED.includes(status), begins ?? due);
  }
  return `${calendar}\r\n`;
}
