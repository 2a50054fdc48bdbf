/* My plans: made for a partner, kept in this browser, ticked off, and put together with what the other side says.
   The markup is in partials/my-plans.html; what is shown is put into it as text. */
(() => {
  const root = /** @type {HTMLElement | null} */ (document.querySelector(".my-plans-app"));
  if (!root || typeof MY_PLANS === "undefined") return;
  const { templates, words } = MY_PLANS;
  const SITE = `${templates.programme} (${templates.edition})`;
  const STORE = `playbooks/${SITE}/plan/`;
  const store = keepPlans(STORE, templates);
  const { all, standingOf } = store;
  const views = { list: find(root, "[data-view=list]"), form: find(root, "[data-view=form]"), plan: find(root, "[data-view=plan]") };
  const notice = find(root, "[role=alert]");
  const showing = showingIn(root, words);
  const { many, dated, explain } = showing;
  const titled = document.title;
  const titles = titlesOf(templates);
  /** The plan that is open; empty for the list. */
  let open = "";
  const current = () => /** @type {Kept} */ (all.get(open));

  /* -- what is said and kept -- */

  let told = false;
  /** Say something, and what had no room as long as it has none. @param {string} text @param {HTMLElement[]} ways */
  const tell = (text, ...ways) => {
    told = store.isFull();
    const whole = [text, told ? words.full : ""].filter(Boolean).join(" ");
    keepFocus(() => announce(notice, whole, ways), heading);
    if (whole) notice.scrollIntoView({ block: "nearest" });
  };
  const askBack = () => find(notice, "button").focus(); // it asks for an answer
  /** @param {string} id @param {Kept} given @param {boolean} [forget] what could not be read @returns {boolean} whether it is a plan that can be shown */
  const keep = (id, given, forget = false) => {
    const wrong = store.keep(id, given, (from, to) => carryWords(from, to, templates), forget);
    if (wrong || told) tell(wrong === "unreached" ? words.unreached : "");
    return wrong !== "unreached";
  };
  const add = (/** @type {Omit<Kept, "schema" | "version">} */ plan) => {
    const id = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
    keep(id, { schema: KEPT_SCHEMA, version: 1, ...plan });
    return id;
  };
  const speak = (/** @type {string} */ key, /** @type {string} */ field, /** @type {string} */ value) => {
    const { plan, side } = current();
    const isKept = keep(open, { ...current(), plan: say(plan, key, field, value, side) });
    if (["status", "done_on"].includes(field)) speakElsewhere(key, field, value);
    drawSoon(draw);
    return isKept;
  };

  /** A task is done, or not, in every plan of the same partner that has it. @param {string} key @param {string} field @param {string} value */
  const speakElsewhere = (key, field, value) => {
    for (const [id, each] of all) {
      const isShared = id !== open && isSamePartner(each.plan.partner, current().plan.partner) && each.plan.tasks.some((task) => task.id === key);
      if (isShared && findSaid(each.plan, key, field) !== value) keep(id, { ...each, plan: say(each.plan, key, field, value, each.side) });
    }
  };

  /* -- which part is shown -- */

  const heading = () => find(views.form.hidden || !open ? views[open ? "plan" : "list"] : views.form, "h2");
  const turn = (/** @type {string} */ to) => {
    for (const [name, view] of Object.entries(views)) view.hidden = name !== to && !(to === "list" && name === "form");
  };
  const form = planForm(/** @type {PlanFormElement} */ (views.form), {
    ...{ templates, words, showing, turn, current },
    enter: ({ name, side, wish }) => {
      try {
        const plan = makePlan(templates, wish);
        standingOf(plan);
        const entry = { name: name || nameOf(plan), side, wish };
        tell(kept.blocked ? words.blocked : "");
        if (open) keep(open, { ...current(), ...entry, plan: carryWords(current().plan, plan, templates) });
        go(open || add({ ...entry, plan }));
      } catch {
        tell(words.unreached);
      }
    },
  });
  const findRefused = () => /** @type {HTMLElement | null} */ (views.plan.querySelector("[aria-invalid]"));
  /** Show a plan, or the list. @param {string} id @param {boolean} [sure] though a field holds what was refused @param {boolean} [isBack] by the browser's own way */
  const go = (id, sure = false, isBack = false) => {
    const refused = id !== open && all.has(open) && !sure && (findRefused() ?? form.findTyped());
    if (refused) {
      tell(words.refused, button(words.refused_stay, () => (tell(""), showField(refused))), button(words.refused_go, () => (tell(""), go(id, true))));
      return askBack();
    }
    const isOther = id !== open;
    open = all.has(id) ? id : "";
    const address = new URL(location.href);
    address.searchParams.delete("plan");
    if (open) address.searchParams.set("plan", open);
    if (open) kept.write(keyOfChoice(SITE), open); // ticks on other pages are of this plan from now on
    address.hash = "";
    if (isBack || !isOther) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    if (isOther) out.close();
    if (isOther) for (const name of ["milestones", "people"]) find(root, `[data-part="${name}"]`).replaceChildren();
    show();
    return heading().focus();
  };
  const show = () => {
    turn(open ? "plan" : "list");
    if (open) return showPlan();
    showList();
    return form.fill(null);
  };
  /** Whatever is shown, as it is now. */
  const draw = () =>
    keepFocus(() => {
      if (open && !all.has(open)) {
        if (!form.isTyped()) return void go("");
        open = ""; // what is typed is for a plan that is deleted: it makes another
        form.turnTo(true);
      }
      if (!open) showList();
      else if (views.form.hidden) showPlan();
    }, heading);
  const showList = () => drawList(views.list, [...all], store, showing, { words, go });
  const showPlan = () => {
    const { name, side, plan, wish } = current();
    const template = templates.plans.find(({ id }) => id === plan.plan);
    document.title = [isInternal(ours()) ? words.internal : "", name, titled].filter(Boolean).join(" – ");
    const isOld = findNewer(current(), templates, store.isShowable) !== null;
    drawHead(views.plan, current(), { templates, template, words, showing, isInternal: isInternal(ours()), isOld, canEdit: Boolean(wish && template) });
    drawPartnerWays(views.plan, { templates, words, showing, hasVersion: Boolean(out.forPartner()), hasPage: out.partnerPage() !== "" });
    drawFaults(views.plan, store.faults(open).map((fault) => explain(fault, plan)), { words, showing });
    const now = standingOf(plan);
    drawPlan(views.plan, plan, template, now, showing, { words, items: templates.items, side, titles });
    drawPeople(views.plan, listPeople(now.tasks, titles), { side, templates }, showing);
    files.show();
    out.renew();
  };

  /* -- to and from others -- */

  /** The plan that is open: what the internal edition keeps is internal, whoever has made it. @returns {PlanFile} */
  const ours = () => ({ ...current().plan, ...(templates.edition === "internal" ? { edition: "internal" } : {}) });
  const out = waysToOthers(root, views.plan, { templates, words, store, showing, current, ours, tell, withCalendars: (then) => files.withCalendars(then) });
  const named = (/** @type {PlanFile | null | undefined} */ plan, title = plan ? nameOf(plan) : "") => (plan ? { plan, title } : null);
  const files = fileWays(root, { templates, words, store, showing, tell, ours: () => named(open ? ours() : null, current()?.name), theirs: () => named(open ? out.forPartner() : null) });
  const invited = acceptInvitations({ templates, words, store, add, keep, go, tell, site: SITE, home: root.dataset.home ?? "" });
  const incoming = waysIn(find(root, "[type=file]", HTMLInputElement), {
    ...{ templates, words, store, many, read: files.read, tell, askBack, keep, add, go, begin: form.begin, invited },
  });

  const does = {
    ...out.does,
    ...files.ways,
    ...digestWays({ "": () => [ours(), current().side], "partner-": () => [out.forPartner(), "partner"] }, { words, showing, standingOf, tell }),
    ...waysOn({ templates, words, store, many, current, keep, tell, go, draw, show: () => (show(), heading().focus()), open: () => open }),
    import: incoming.read,
    "save-all": () => download("plans.json", `${JSON.stringify([...all.values()].map(({ plan }) => plan), null, 1)}\n`, "application/json"),
    merge: () => incoming.merge(open),
    edit: () => {
      form.fill(current());
      find(views.form, "h2").focus();
    },
  };

  /* -- what readers do -- */

  watchPlan(views.plan, { words, titles, store, dated, current, speak, tell, sideOf: showing.sideOf, keep: (given) => keep(open, given), draw: () => (draw(), out.drawInvitations()) });
  root.onclick = (event) => {
    const way = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-does]"));
    if (!way) return;
    event.preventDefault();
    /** @type {Record<string, (id: string) => void>} */ (does)[way.dataset.does ?? ""](/** @type {HTMLElement | null} */ (way.closest("[data-plan]"))?.dataset.plan ?? "");
  };
  /* The browser asks whether to leave what is typed and kept nowhere. */
  window.onbeforeunload = (event) => {
    if (form.isTyped() || findRefused() || store.isFull()) event.preventDefault();
  };
  kept.watch(STORE, () => {
    store.load();
    if (told && !store.isFull()) tell("");
    drawSoon(draw);
  });

  find(document, ".my-plans").hidden = true;
  root.hidden = false;
  store.load();
  if (store.broken.size) tell(words.unreadable);
  else if (kept.blocked) tell(words.blocked);
  open = new URLSearchParams(location.search).get("plan") ?? "";
  if (!all.has(open)) open = "";
  show();
  focusTask(views.plan);
  incoming.follow();
  window.onhashchange = incoming.follow;
  window.onpopstate = () => {
    const id = new URLSearchParams(location.search).get("plan") ?? "";
    if (id === open || location.hash) return;
    if (open && (findRefused() ?? form.findTyped())) history.pushState(null, "", `?plan=${open}`); // until the reader has said so
    go(id, false, true);
  };
})();
