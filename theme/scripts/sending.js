/* The way to the other side: a link with a mail of three lines, the file where a link would be too long, an invitation. */

const LONGEST_LINK = 2000; // mail programs cut longer ones

/**
 * A link to a plan: short where the handbook of whoever opens it makes the same plan.
 * @param {string} page the address of My plans @param {PlanFile} plan @param {Templates} templates of the edition that it is opened in
 * @param {PlanContact} [contact] @returns {Promise<string>} empty where nobody knows the page
 */
async function linkPlan(page, plan, templates, contact) {
  if (!page) return "";
  const short = shortenPlan(plan, templates, contact);
  const internal = Number(isInternal(plan));
  return short ? page + SHORT_LINKS[internal] + (await packText(JSON.stringify(short))) : page + LINKS[internal] + (await packText(planText(plan)));
}

/** @param {string} to @param {string} subject @param {string} body @returns {string} an address that begins a mail */
function addressMail(to, subject, body) {
  const text = body && `&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}`;
  return `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}${text}`;
}

/**
 * A mail of three lines: how far the plan is, what comes next and who is waited for, and where to look.
 * @param {PlanFile} plan @param {ReturnType<typeof assessPlan>} now @param {string} side who writes @param {string} link
 * @param {Showing} showing @param {PlanWords} words @returns {{subject: string, body: string}}
 */
function writeUpdate(plan, now, side, link, showing, words) {
  const open = now.tasks.filter(isOpen).sort((one, other) => order(one.due ?? "9999", other.due ?? "9999"));
  const [next] = open;
  const theirs = open.filter((task) => task.side !== side && (task.due ?? "9999") < today());
  const first = [fillText(words.count, countTasks(now.tasks)), ...(next ? [fillText(words.mail_next, { title: next.title, owner: next.owner, date: next.due ? showing.dated(next.due) : "–" })] : [])];
  const second = theirs.length ? showing.many(words.mail_waiting, theirs.length) : words.mail_no_waiting;
  return { subject: nameOf(plan), body: `${first.join(". ")}\n${second}\n${link}\n` };
}

/**
 * The address that makes a plan for a partner, whoever opens it: nothing has to be chosen.
 * @param {string} page the partner site's My plans @param {PlanFile} plan @param {Wish} wish @param {PlanContact} contact @returns {string}
 */
function addressInvitation(page, plan, wish, contact) {
  const known = { plan: plan.plan, partner: plan.partner, type: wish.type, tier: wish.tier, date: plan.anchor.date ?? "", ...contact };
  return `${page}#invitation&${new URLSearchParams(dropEmpty(known))}&v=1`;
}

const INVITED = ["plan", "partner", "type", "tier", "date"];
const CONTACT = /** @type {const} */ (["name", "mail", "phone", "booking"]);

/** @param {string} hash @returns {{known: Record<string, string>, contact: PlanContact} | null} what an invitation says; null where it is none */
function readInvitation(hash) {
  if (!hash.startsWith("#invitation&")) return null;
  const given = new URLSearchParams(hash.slice("#invitation&".length));
  const read = (/** @type {string} */ name) => {
    const text = cleanText(given.get(name) ?? "").trim();
    return findTextFault(text, false, MOST_OF_A_NAME) ? "" : text;
  };
  const known = Object.fromEntries(INVITED.map((name) => [name, read(name)]));
  if (!isDay(known.date)) known.date = "";
  return { known, contact: readContact(Object.fromEntries(CONTACT.map((name) => [name, read(name)]))) };
}
