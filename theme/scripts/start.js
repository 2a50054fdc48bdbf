/* Home of partners, once there is a plan: what is next, by whom and by when, whom to ask, and the files of their type. */
(() => {
  const panel = /** @type {HTMLElement | null} */ (document.querySelector(".start__plan"));
  const first = /** @type {HTMLElement | null} */ (document.querySelector(".start__now"));
  if (!panel || !first) return;
  const words = /** @type {Record<string, string>} */ (panel.dataset);
  const style = { date_format: words.dateFormat, months: JSON.parse(words.months) };
  const plans = plansOn(words.site);
  const part = (/** @type {string} */ name) => find(panel, `[data-part="${name}"]`);

  /** The plan that is meant; before anything was chosen, the last one. */
  const meant = () => plans.chosen() ?? plans.all().at(-1) ?? null;
  const show = () => {
    const chosen = meant();
    panel.hidden = !chosen;
    first.hidden = Boolean(chosen);
    if (!chosen) return;
    const { id, name, plan, wish, says } = chosen;
    const dueOf = (/** @type {PlanTask} */ task) => says(task.id, "due") || task.due || "";
    const isEnded = (/** @type {PlanTask} */ task) => ["done", "dropped"].includes(says(task.id, "status"));
    const open = plan.tasks.filter((task) => !isEnded(task)).sort((one, other) => order(dueOf(one) || "9999", dueOf(other) || "9999"));
    const done = plan.tasks.filter((task) => says(task.id, "status") === "done").length;
    /* What the vendor has to do before it can be begun. */
    const waitsFor = (/** @type {PlanTask} */ { after }) => open.filter(({ id, side }) => side !== "partner" && after.includes(id)).map(({ title }) => title);
    const said = (/** @type {PlanTask} */ task) => {
      const due = dueOf(task);
      const isLate = due !== "" && due < today();
      const date = due && fillText(isLate ? words.late : words.dated, { date: writeDay(due, style) });
      const line = element("li", "", { className: isLate ? "late" : "" });
      const link = element("a", task.title, { href: `${addressPlan(words.plans, id)}#task=${encodeURIComponent(task.id)}` });
      line.append(link, " ", element("em", date, { className: "due" }));
      const waits = waitsFor(task);
      if (waits.length) line.append(element("small", fillText(words.waits, { titles: waits.join(", ") }), { className: "start__waits" }));
      return line;
    };
    part("name").textContent = name;
    part("count").textContent = fillText(words.count, { done, all: plan.tasks.length });
    part("next").replaceChildren(...open.filter(({ side }) => side === "partner").slice(0, 3).map(said));
    const [theirs] = open.filter(({ side }) => side === "vendor");
    part("theirs").textContent = theirs ? fillText(words.theirs, { title: theirs.title, date: dueOf(theirs) ? writeDay(dueOf(theirs), style) : "–" }) : "";
    Object.assign(part("open"), { href: addressPlan(words.plans, id) });
    showContact();
    showTypes(wish?.type ?? "");
  };

  /** Whom the invitation names comes before the addresses of the programme. */
  const showContact = () => {
    const contact = readContact(meant()?.contact);
    const at = document.querySelector("#contact ~ ul");
    at?.querySelector(".mine")?.remove();
    const ways = listContactWays(contact, words.book);
    if (!at || !ways.length) return;
    const mine = element("li", "", { className: "mine" });
    mine.append(...ways.flatMap((way, index) => (index ? [" · ", way] : [way])));
    at.prepend(mine);
  };

  /** The paths and the files of the partner's own types. @param {string} types */
  const showTypes = (types) => {
    if (!types) return;
    for (const link of findAll(document, ".start a", HTMLAnchorElement)) {
      const address = new URL(link.href);
      if (idsIn(types).some((type) => address.pathname.includes(`/partner-types/${type}/`))) link.setAttribute("aria-current", "true");
      if (!/\/downloads\/(index\.html)?$/.test(address.pathname)) continue;
      address.searchParams.set("type", types);
      link.href = address.href;
    }
  };

  first.after(panel);
  show();
  plans.watch(() => drawSoon(show));
})();
