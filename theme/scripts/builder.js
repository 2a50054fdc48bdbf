/* My plans: made for a partner, kept in this browser, ticked off, and put together with what the other side says.
   The markup is in partials/my-plans.html; what is shown is put into it as text. */
(() => {
  const root = /** @type {HTMLElement | null} */ (document.querySelector(".my-plans-app"));
  if (!root || typeof MY_PLANS === "undefined") return;
  const { templates, words } = MY_PLANS;
  const LINKS = ["#plan=", "#plan-internal="];

  /* -- what is kept -- */

  const STORE = `playbooks/${templates.programme} (${templates.edition})/plan/`;
  const store = keepPlans(STORE, templates);
  const { all, standingOf } = store;
  /** @param {string} id @param {Kept} given @param {boolean} [forget] what could not be read @returns {boolean} whether it is a plan that can be shown */
  const keep = (id, given, forget = false) => {
    const wrong = store.keep(id, given, carried, forget);
    if (wrong || told) tell(wrong === "unreached" ? words.unreached : "");
    return wrong !== "unreached";
  };
  const add = (/** @type {Omit<Kept, "schema" | "version">} */ plan) => {
    const id = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
    keep(id, { schema: KEPT_SCHEMA, version: 1, ...plan });
    return id;
  };

  /** A plan's newer version with what was said of it, under the ids of now. @param {PlanFile} from @param {PlanFile} to */
  const carried = (from, to) => {
    const keysOf = (/** @type {PlanFile} */ plan) => [...plan.tasks, ...plan.milestones.flatMap((each) => each.tests)].map(({ id }) => id);
    const every = templates.plans.flatMap((plan) => plan.milestones.flatMap((milestone) => milestone.tasks));
    const renamed = new Map(every.flatMap((task) => task.was.map((was) => [was, task.id])));
    const held = new Set(keysOf(to));
    const keyOf = (/** @type {string} */ key) => {
      const [id, ...again] = key.split("#");
      return held.has(key) ? key : [renamed.get(id) ?? id, ...again].join("#");
    };
    const said = wordsOf(from).map((word) => ({ ...word, key: keyOf(word.key) }));
    /* What is in the plan no more stays where somebody has said something of it. */
    const left = new Set(said.map((word) => word.key).filter((key) => !held.has(key)));
    const past = {
      tasks: from.tasks.filter((task) => left.has(task.id)),
      milestones: from.milestones.map((each) => ({ ...each, tests: each.tests.filter((test) => left.has(test.id)) })),
    };
    return withWords(united(to, past), said);
  };

  /* -- how it is shown -- */

  const form = find(root, "[data-view=form]", HTMLFormElement);
  const views = { list: find(root, "[data-view=list]"), form, plan: find(root, "[data-view=plan]") };
  const notice = find(root, "[role=alert]");
  let told = false;
  /** Say something, and what had no room as long as it has none. @param {string} text @param {HTMLElement[]} ways */
  const tell = (text, ...ways) => {
    told = store.isFull();
    const all = [text, told ? words.full : ""].filter(Boolean).join(" ");
    keepFocus(() => announce(notice, all, ways), heading);
  };
  const showing = showingIn(root, words);
  const { put, piece, fillPart, many, dated, explain } = showing;

  /** The plan that is open; empty for the list. */
  let open = "";
  const current = () => /** @type {Kept} */ (all.get(open));
  const heading = () => find(form.hidden || !open ? views[open ? "plan" : "list"] : form, "h2");
  const turn = (/** @type {string} */ to) => {
    for (const [name, view] of Object.entries(views)) view.hidden = name !== to && !(to === "list" && name === "form");
  };
  const findRefused = () => /** @type {HTMLElement | null} */ (views.plan.querySelector("[aria-invalid]"));
  /** Show a plan, or the list. @param {string} id @param {boolean} [sure] though a field holds what was refused */
  const go = (id, sure = false) => {
    const refused = id !== open && all.has(open) && !sure && findRefused();
    if (refused) {
      const stay = () => {
        tell("");
        find(/** @type {HTMLElement} */ (refused.closest(".task")), "details", HTMLDetailsElement).open = true;
        refused.focus();
      };
      tell(words.refused, button(words.refused_stay, stay), button(words.refused_go, () => (tell(""), go(id, true))));
      return find(notice, "button").focus();
    }
    const isOther = id !== open;
    open = all.has(id) ? id : "";
    const address = new URL(location.href);
    address.searchParams.delete("plan");
    if (open) address.searchParams.set("plan", open);
    address.hash = "";
    history.replaceState(null, "", address);
    if (isOther) for (const name of ["milestones", "people"]) find(root, `[data-part="${name}"]`).replaceChildren();
    show();
    return heading().focus();
  };
  const show = () => {
    turn(open ? "plan" : "list");
    if (open) showPlan();
    else {
      showList();
      fillForm(null);
    }
  };
  /** Whatever is shown, as it is now. */
  const draw = () =>
    keepFocus(() => {
      if (open && !all.has(open)) {
        if (form.hidden || !typed) return void go("");
        open = ""; // what is typed is for a plan that is deleted: it makes another
        setMaking(true);
      }
      if (!open) showList();
      else if (form.hidden) showPlan();
    }, heading);

  const showList = () => {
    find(views.list, '[data-part="none"]').hidden = all.size > 0;
    const entries = [...all].map(([id, { name, plan }]) => {
      const { anchor, tasks } = standingOf(plan);
      const entry = piece("plan", { name, about: `${showing.about(plan, anchor)} · ${filled(words.count, counted(tasks))}` });
      entry.dataset.key = id;
      Object.assign(find(entry, "a"), {
        href: `?plan=${id}`,
        onclick: (/** @type {Event} */ event) => {
          event.preventDefault();
          go(id);
        },
      });
      return entry;
    });
    fillPart(views.list, "plans", entries);
    const broken = [...store.broken].map(([id, reason]) => {
      const entry = piece("broken", { reason: words.faults[reason] });
      Object.assign(entry.dataset, { key: id, plan: id });
      return entry;
    });
    fillPart(views.list, "broken", broken);
    find(views.list, '[data-part="unread"]').hidden = !broken.length;
  };

  /* -- making and changing -- */

  /** Whether the form holds what somebody has typed. */
  let typed = false;
  const setMaking = (/** @type {boolean} */ isNew) => {
    turn(isNew ? "list" : "form");
    form.plan.disabled = !isNew;
    for (const each of findAll(form, "[data-part$=ing]")) each.hidden = isNew !== (each.dataset.part === "making");
  };

  const fillForm = (/** @type {Kept | null} */ before) => {
    const { country, weekdays, years } = templates.working;
    const wish = before?.wish ?? { plan: templates.plans[0].id, partner: "", type: "", tier: "", anchor: "", names: {}, weekdays, holidays: true };
    const region = country && new Intl.DisplayNames(document.documentElement.lang, { type: "region" }).of(country);
    form.reset();
    for (const each of findAll(form, "[data-field]")) setFault(controlIn(each), "");
    for (const name of /** @type {const} */ (["plan", "partner", "type", "tier", "anchor"])) if (form[name]) form[name].value = wish[name];
    find(form, "[name=name]", HTMLInputElement).value = before?.name ?? "";
    form.side.value = before?.side ?? (templates.edition === "internal" ? "vendor" : "partner");
    for (const box of form.weekdays) box.checked = wish.weekdays.includes(Number(box.value));
    form.holidays.checked = wish.holidays && country;
    form.holidays.parentElement.hidden = !country;
    put(form, { holidays: filled(words.holidays, { country: region, first: years[0], last: years[1] }) });
    setMaking(!before);
    typed = false;
    fillPart(form, "people", []);
    adapt(wish.names);
  };
  /* A plan has a date of its own kind, and roles of its own. */
  const adapt = (/** @type {Record<string, string>} */ names) => {
    const plan = /** @type {Template} */ (templates.plans.find(({ id }) => id === form.plan.value));
    const roles = new Set(plan.milestones.flatMap((milestone) => milestone.tasks.map((task) => task.role)));
    put(form, { hint: plan.use_when, anchor: plan.anchor.label });
    const people = [...roles].map((role) => {
      const person = piece("person", { role: templates.roles[role].title });
      person.dataset.key = role;
      const input = find(person, "input", HTMLInputElement);
      input.name = `name-${role}`;
      setControl(input, names[role] ?? "");
      return person;
    });
    fillPart(form, "people", people);
  };
  const namesOf = (/** @type {FormData} */ given) =>
    Object.fromEntries([...given].flatMap(([name, text]) => (name.startsWith("name-") && String(text).trim() ? [[name.slice(5), String(text).trim()]] : [])));

  form.noValidate = true; // what is wrong is said beside the field, in the page's own words
  form.plan.append(...templates.plans.map(({ id, title }) => new Option(title, id)));
  form.plan.onchange = () => adapt(namesOf(new FormData(form)));
  const isRight = (/** @type {HTMLElement} */ each) => readControl(controlIn(each), words.faults) !== null;
  form.oninput = ({ target }) => {
    typed ||= /** @type {HTMLElement} */ (target).matches("input:not([type=checkbox])"); // what is chosen is soon chosen again
  };
  form.addEventListener("focusout", ({ target }) => {
    const field = /** @type {HTMLElement} */ (target).closest("[data-field]");
    if (field) isRight(/** @type {HTMLElement} */ (field));
  });
  form.onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const [wrong] = findAll(form, "[data-field]").filter((each) => !isRight(each));
    if (wrong) {
      for (const folded of findAll(form, "details", HTMLDetailsElement)) folded.open ||= folded.contains(wrong);
      controlIn(wrong).focus();
      return;
    }
    const given = new FormData(form);
    const text = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
    const chosen = given.getAll("weekdays").map(Number);
    const names = namesOf(given);
    /* Another tab may have written a name since. */
    for (const [role, name] of Object.entries((open && current().wish?.names) || {})) {
      const { value, dataset } = /** @type {HTMLInputElement} */ (form[`name-${role}`] ?? form.partner);
      if (value === (dataset.was ?? value)) names[role] = name;
    }
    const wish = {
      ...{ plan: form.plan.value, partner: text("partner"), type: text("type"), tier: text("tier"), anchor: text("anchor") },
      names,
      weekdays: chosen.length ? chosen : templates.working.weekdays,
      holidays: given.has("holidays"),
    };
    try {
      const plan = made(templates, wish);
      standingOf(plan);
      const name = text("name") || [wish.partner, plan.title].filter(Boolean).join(": ");
      const side = text("side");
      tell(kept.blocked ? words.blocked : "");
      if (open) keep(open, { ...current(), name, side, wish, plan: carried(current().plan, plan) });
      go(open || add({ name, side, wish, plan }));
    } catch {
      tell(words.unreached);
    }
  };

  /* -- a plan -- */

  const templateOf = (/** @type {PlanFile} */ plan) => templates.plans.find(({ id }) => id === plan.plan);
  /* The plan as the handbook has it now; null where it is the same, or cannot be made. */
  const newer = ({ wish, plan } = current()) => {
    if (!wish || !templateOf(plan)) return null;
    try {
      const fresh = carried(plan, made(templates, wish));
      return store.isShowable(fresh) && planText(fresh) !== planText(plan) ? fresh : null;
    } catch {
      return null;
    }
  };
  const speak = (/** @type {string} */ key, /** @type {string} */ field, /** @type {string} */ value) => {
    const { plan, side } = current();
    const isKept = keep(open, { ...current(), plan: say(plan, key, field, value, side) });
    drawSoon(draw);
    return isKept;
  };
  views.plan.addEventListener("change", ({ target }) => {
    const box = /** @type {HTMLInputElement} */ (target);
    if (box.type === "checkbox") speak(box.dataset.place ?? "", "status", box.checked ? "done" : "open");
  });
  watchFields(views.plan, (control) => {
    const was = control.dataset.was ?? "";
    const value = readControl(control, words.faults, control.type === "date" && was ? dated(was) : "");
    if (value === null || value === was) return;
    if (speak(control.dataset.place ?? "", control.name, value)) control.dataset.was = control.value;
    else setFault(control, words.unreached);
  });

  const isInternal = (/** @type {PlanFile} */ plan) => plan.edition === "internal";
  /** The plan that is open: what the internal edition keeps is internal, whoever has made it. @returns {PlanFile} */
  const ours = () => ({ ...current().plan, ...(templates.edition === "internal" ? { edition: "internal" } : {}) });
  const markOf = (/** @type {PlanFile} */ plan) => (isInternal(plan) ? words.internal : "");
  const titled = document.title;
  /** Where partners have this page; empty where that is not known. */
  const partnerPage = () => {
    try {
      const address = new URL(root.dataset.page ?? "", (root.dataset.partnerSite ?? "").replace(/\/*$/, "/"));
      return /^https?:$/.test(address.protocol) ? address.href : "";
    } catch {
      return "";
    }
  };
  const forPartner = ({ plan, wish } = current()) => templates.partner && partnerVersion(plan, wish, templates.partner);

  const showPlan = () => {
    const { name, plan, wish } = current();
    const view = views.plan;
    const template = templateOf(plan);
    document.title = [markOf(ours()), name, titled].filter(Boolean).join(" – ");
    put(view, { name, mark: markOf(ours()) });
    find(view, "[readonly]").hidden = true;
    find(view, "[data-does=edit]").hidden = !wish || !template;
    find(view, '[data-part="old"]').hidden = !newer();
    /* Whoever was sent a plan knows its partner's type by the title alone. */
    for (const type of [wish ? wish.type : idOf(templates.types, plan.made_for), ""]) {
      const ready = (template?.files ?? []).filter(([of, format]) => of === type && format in words.formats);
      fillPart(view, "ready", ready.map(([, format, path]) => element("a", words.formats[format], { href: `../downloads/${path}` })));
      if (ready.length) break;
    }
    const theirs = templates.partner;
    const why = !theirs ? "" : !forPartner() ? words.to_partner.partner_none : partnerPage() ? "" : words.to_partner.partner_site_unknown;
    for (const each of findAll(view, '[data-part="partner"]')) each.hidden = !theirs;
    for (const each of findAll(view, "[data-does^=partner-]", HTMLButtonElement)) each.disabled = theirs ? !forPartner() : true;
    find(view, '[data-does="partner-share"]')?.toggleAttribute("disabled", why !== "");
    put(view, { why });
    const faults = store.faults(open);
    find(view, '[data-part="faults"]').hidden = !faults.length;
    const shown = faults.slice(0, 20).map((fault) => element("li", explain(fault, plan)));
    fillPart(view, "faulty", [...shown, ...(faults.length > 20 ? [element("li", filled(words.faults_more, { count: faults.length - 20 }))] : [])]);
    drawPlan(view, plan, template, standingOf(plan), showing, words);
  };

  /* -- to and from others -- */

  const sentence = (/** @type {Fault[]} */ faults) => (faults.length ? ` ${many(words.unread, faults.length)}` : "");
  const refuse = (/** @type {string} */ reason) => tell(filled(words.wrong, { reason: words.faults[reason] }));
  /** @param {(plan: PlanFile, faults: Fault[], text: string) => void} then */
  const ask = (then) =>
    askFor(find(root, "[type=file]", HTMLInputElement), MOST_OF_A_PLAN, async (file) => {
      if (!file) return tell(words.large);
      const text = await textOf(file);
      if (text === null) return refuse("no_text");
      const { plan, faults, reason } = store.readShown(text, file.name, new Date(file.lastModified).toISOString());
      return plan ? then(plan, faults, text) : refuse(reason);
    });
  const unreadOf = (/** @type {Fault[]} */ faults, /** @type {string} */ text) => (faults.length ? { unread: [text] } : {});
  /** @param {string} id @param {PlanFile} theirs @param {Fault[]} faults @param {string} text */
  const merge = (id, theirs, faults, text) => {
    const ours = /** @type {Kept} */ (all.get(id));
    if (!isSame(ours.plan, theirs)) return tell(filled(words.other, { plan: theirs.title, partner: theirs.partner }));
    const whole = together(ours.plan, theirs);
    if (!keep(id, { ...ours, ...unreadOf(faults, text), plan: whole })) return undefined;
    go(id);
    const differ = disputed(whole).length;
    return tell((differ ? many(words.merged, differ) : words.merged_well) + sentence(faults));
  };
  /** Somebody else's plan is kept, or put together with one of ours, when the reader says so. @param {PlanFile} plan @param {Fault[]} faults @param {string} text */
  const offer = (plan, faults, text) => {
    const same = [...all].find(([, each]) => isSame(each.plan, plan));
    const ours = same ? [button(words.merge, () => merge(same[0], plan, faults, text))] : [];
    const name = [plan.partner, plan.title].filter(Boolean).join(": ");
    const side = templates.edition === "internal" ? "vendor" : "partner";
    const take = button(words.keep, () => {
      tell("");
      go(add({ name, side, wish: null, plan, ...unreadOf(faults, text) }));
    });
    tell(filled(words.offered, { plan: plan.title, partner: plan.partner }) + sentence(faults), ...ours, take, button(words.leave, () => tell("")));
    find(notice, "button").focus(); // it asks for an answer
  };
  const follow = async () => {
    const asked = templates.plans.find(({ id }) => location.hash === `#make-${id}`);
    if (asked) {
      go("");
      form.plan.value = asked.id;
      adapt({});
      find(form, "h2").focus();
    }
    const link = LINKS.find((each) => location.hash.startsWith(each));
    if (!link) return;
    const text = await unpacked(location.hash.slice(link.length), MOST_OF_A_PLAN);
    history.replaceState(null, "", location.pathname + location.search);
    const { plan, faults, reason } = store.readShown(text, "", new Date().toISOString());
    if (plan) offer(plan, faults, text);
    else refuse(text ? reason : "no_link");
  };

  /** @param {string} ending @param {string} text @param {string} type @param {PlanFile} plan @param {string} title */
  const save = (ending, text, type, plan = current().plan, title = current().name) => {
    const name = title.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    const short = [...name].slice(0, 80).join("") || plan.plan;
    download(`${short}${isInternal(plan) ? "-internal" : ""}.${ending}`, text, type);
  };
  /** All ways out, for a plan as it is or as partners may have it. @param {() => {plan: PlanFile, title: string, page: string}} give @returns {Record<string, () => void>} */
  const waysOut = (give) => ({
    ics: () => {
      const { plan, title } = give();
      save("ics", markCalendar(calendarFile(plan, standingOf(plan)), markOf(plan)), "text/calendar", plan, title);
    },
    csv: () => {
      const { plan, title } = give();
      save("csv", csvOf(plan, standingOf(plan).tasks, markOf(plan)), "text/csv", plan, title);
    },
    json: () => {
      const { plan, title } = give();
      save("plan.json", planText(plan), "application/json", plan, title);
    },
    share: async () => {
      const { plan, page } = give();
      const address = page + LINKS[Number(isInternal(plan))] + (await packed(planText(plan)));
      share(find(views.plan, "[readonly]", HTMLInputElement), address, () => tell(words.copied));
    },
  });
  const own = waysOut(() => ({ plan: ours(), title: current().name, page: location.href.replace(/[?#].*/, "") }));
  const partners = waysOut(() => {
    const plan = /** @type {PlanFile} */ (forPartner());
    return { plan, title: [plan.partner, plan.title].filter(Boolean).join(": "), page: partnerPage() };
  });
  /** @type {Record<string, (id: string) => void>} */
  const does = {
    ...own,
    ...Object.fromEntries(Object.entries(partners).map(([name, go]) => [`partner-${name}`, go])),
    show: () => {
      show();
      heading().focus();
    },
    back: () => go(""),
    import: () => ask(offer),
    merge: () => ask((plan, faults, text) => merge(open, plan, faults, text)),
    print: () => window.print(),
    redate: () => {
      const moved = redated(current().plan, calendarOf(templates, current().plan.working), today());
      const count = wordsOf(moved).length - wordsOf(current().plan).length;
      if (!keep(open, { ...current(), plan: moved })) return;
      draw();
      tell(count ? many(words.redated, count) : words.redated_none);
    },
    renew: () => {
      keep(open, { ...current(), plan: newer() ?? current().plan });
      draw();
      tell(words.renewed);
    },
    edit: () => {
      fillForm(current());
      find(form, "h2").focus();
    },
    stored: (id) => store.stored(id || open).forEach((text, index) => download(`stored-${id || open}${index ? `-${index + 1}` : ""}.json`, text, "application/json")),
    forget: () => {
      keep(open, current(), true);
      draw();
    },
    delete: (broken) => {
      const id = broken || open;
      const before = store.text(id);
      const { name = words.unnamed } = all.get(id) ?? {};
      store.put(id, null);
      go("");
      tell(filled(words.deleted, { name }), button(words.undo, () => {
        store.put(id, before);
        go(id);
        tell("");
      }));
    },
  };
  root.onclick = (event) => {
    const way = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-does]"));
    if (!way) return;
    event.preventDefault();
    does[way.dataset.does ?? ""](/** @type {HTMLElement | null} */ (way.closest("[data-plan]"))?.dataset.plan ?? "");
  };

  /* The browser asks whether to leave what is typed and kept nowhere. */
  window.onbeforeunload = (event) => {
    if ((typed && !form.hidden) || findRefused() || store.isFull()) event.preventDefault();
  };

  find(document, ".my-plans").hidden = true;
  root.hidden = false;
  store.load();
  if (store.broken.size) tell(words.unreadable);
  else if (kept.blocked) tell(words.blocked);
  open = new URLSearchParams(location.search).get("plan") ?? "";
  if (!all.has(open)) open = "";
  show();
  follow();
  window.onhashchange = follow;
  kept.watch(STORE, () => {
    store.load();
    if (told && !store.isFull()) tell("");
    drawSoon(draw);
  });
})();
