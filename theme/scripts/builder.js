/* My plans: made for a partner, kept in this browser, ticked off, and put together with what the other side says.
   The markup is in partials/my-plans.html; what is shown is put into it as text. */
(() => {
  const root = /** @type {HTMLElement | null} */ (document.querySelector(".my-plans-app"));
  if (!root || typeof MY_PLANS === "undefined") return;
  const { templates, words } = MY_PLANS;

  /* -- what is kept -- */

  /**
   * @typedef {{schema: string, version: number, name: string, side: string, wish: Wish | null, plan: PlanFile}} Kept a
   *   plan as the browser keeps it; without a wish if somebody else has made it
   */
  const KEPT_SCHEMA = "partner-playbooks/my-plan";
  const STORE = `playbooks/${templates.programme} (${templates.edition})/plan/`;
  const LINK = "#plan=";

  const isWish = (/** @type {any} */ { plan, partner, type, tier, anchor, names, weekdays, holidays }) =>
    [plan, partner, type, tier, ...Object.values(names)].every((text) => typeof text === "string" && text.length <= 200) &&
    (anchor === "" || isDay(anchor)) &&
    isWeek(weekdays) &&
    typeof holidays === "boolean";
  const standingOf = (/** @type {PlanFile} */ plan) => standing(plan, calendarOf(templates, plan.working), today());
  /* A day may lie where no calendar reaches: then a plan cannot be shown. */
  const isShowable = (/** @type {PlanFile} */ plan) => {
    try {
      const { dueOf } = standingOf(plan);
      return plan.milestones.every(({ day }) => dueOf(day) !== "");
    } catch {
      return false;
    }
  };
  const showable = (/** @type {string} */ text, /** @type {string} */ name, /** @type {string} */ at) => {
    const plan = readPlan(text, name, at);
    return plan && isShowable(plan) ? plan : null;
  };
  /** @param {string | null} text @returns {Kept | null} null where it is no plan that was kept */
  const readKept = (text) => {
    try {
      const { schema, version, name, side, wish, plan } = JSON.parse(text ?? "");
      const read = showable(JSON.stringify(plan), "", "");
      const isOurs = schema === KEPT_SCHEMA && version === 1 && typeof name === "string" && Object.hasOwn(words.side, side);
      return isOurs && read && (wish === null || isWish(wish)) ? { schema, version, name, side, wish, plan: read } : null;
    } catch {
      return null;
    }
  };
  /** @type {Map<string, Kept>} */
  const all = new Map();
  const load = () => {
    const keys = kept.keys(STORE);
    all.clear();
    for (const key of keys) {
      const found = readKept(kept.read(key));
      if (found) all.set(key.slice(STORE.length), found);
    }
    return all.size === keys.length;
  };
  /** @param {string} id @param {Kept} given @returns {boolean} whether it is a plan that can be shown */
  const keep = (id, given) => {
    const stored = readKept(kept.read(STORE + id))?.plan; // another tab may have said something since
    const said = stored?.plan === given.plan.plan ? carried(stored, given.plan) : given.plan;
    const whole = { ...given, plan: withWords(said, [...wordsOf(said), ...wordsOf(given.plan)]) };
    if (!isShowable(whole.plan)) {
      tell(words.unreached);
      return false;
    }
    all.set(id, whole);
    if (!kept.write(STORE + id, JSON.stringify(whole))) tell(words.full);
    return true;
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
  const tell = (/** @type {string} */ text, /** @type {HTMLElement[]} */ ...ways) => announce(find(root, "[role=alert]"), text, ways);

  /** Put texts where the markup wants them; what has none is not shown. @template {HTMLElement} T @param {T} within @param {Record<string, string>} texts */
  const put = (within, texts) => {
    for (const [name, text] of Object.entries(texts)) {
      for (const at of findAll(within, `[data-part="${name}"]`)) {
        at.textContent = text;
        (/** @type {HTMLElement | null} */ (at.closest("[data-with]")) ?? at).hidden = !text;
      }
    }
    return within;
  };
  const piece = (/** @type {string} */ of, /** @type {Record<string, string>} */ texts) => {
    const made = find(root, `template[data-of="${of}"]`, HTMLTemplateElement).content.firstElementChild?.cloneNode(true);
    return put(/** @type {HTMLElement} */ (made), texts);
  };
  const fillPart = (/** @type {ParentNode} */ within, /** @type {string} */ name, /** @type {(Node | string)[]} */ children) =>
    find(within, `[data-part="${name}"]`).replaceChildren(...children);
  const many = (/** @type {Record<string, string>} */ text, /** @type {number} */ count) => filled(text[new Intl.PluralRules(document.documentElement.lang).select(count)] ?? text.other, { count });
  const dated = (/** @type {string} */ day) => {
    const [year, month, date] = day.split("-");
    const [MMMM, MMM] = words.months[Number(month) - 1];
    const parts = { yyyy: year, MMMM, MMM, MM: month, dd: date, d: String(Number(date)) };
    return words.date_format.replace(/yyyy|MMMM|MMM|MM|dd|d/g, (/** @type {keyof typeof parts} */ part) => parts[part]);
  };
  /* To the minute, on the reader's clock. */
  const timed = (/** @type {Date} */ at) => {
    const time = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
    return `${dated(today(at))}, ${time}`;
  };
  const sideOf = (/** @type {string} */ by) => (Object.hasOwn(words.side, by) ? words.side[by] : by);

  /** The plan that is open; empty for the list. */
  let open = "";
  const current = () => /** @type {Kept} */ (all.get(open));
  const turn = (/** @type {string} */ to) => {
    for (const [name, view] of Object.entries(views)) view.hidden = name !== to && !(to === "list" && name === "form");
  };
  const go = (/** @type {string} */ id) => {
    open = all.has(id) ? id : "";
    const address = new URL(location.href);
    address.searchParams.delete("plan");
    if (open) address.searchParams.set("plan", open);
    address.hash = "";
    history.replaceState(history.state, "", address);
    show();
    find(open ? views.plan : views.list, "h2").focus();
  };
  const show = () => {
    turn(open ? "plan" : "list");
    if (open) showPlan();
    else {
      showList();
      fillForm(null);
    }
  };

  const about = (/** @type {PlanFile} */ plan, /** @type {string | null} */ anchor) => {
    const whom = plan.partner ? [filled(words.made_for, plan)] : [];
    return [plan.title, ...whom, ...plan.made_for, anchor ? `${plan.anchor.label}: ${dated(anchor)}` : plan.anchor.label].join(" · ");
  };
  const counted = (/** @type {Standing[]} */ tasks) => ({
    done: tasks.filter((task) => task.status === "done").length,
    all: tasks.filter((task) => task.status !== "dropped").length,
  });

  const showList = () => {
    find(views.list, '[data-part="none"]').hidden = all.size > 0;
    const entries = [...all].map(([id, { name, plan }]) => {
      const { anchor, tasks } = standingOf(plan);
      const entry = piece("plan", { name, about: `${about(plan, anchor)} · ${filled(words.count, counted(tasks))}` });
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
  };

  /* -- making and changing -- */

  const fillForm = (/** @type {Kept | null} */ before) => {
    const { country, weekdays, years } = templates.working;
    const wish = before?.wish ?? { plan: templates.plans[0].id, partner: "", type: "", tier: "", anchor: "", names: {}, weekdays, holidays: true };
    const region = country && new Intl.DisplayNames(document.documentElement.lang, { type: "region" }).of(country);
    form.reset();
    form.plan.disabled = before !== null;
    for (const name of /** @type {const} */ (["plan", "partner", "type", "tier", "anchor"])) if (form[name]) form[name].value = wish[name];
    find(form, "[name=name]", HTMLInputElement).value = before?.name ?? "";
    form.side.value = before?.side ?? (templates.edition === "internal" ? "vendor" : "partner");
    for (const box of form.weekdays) box.checked = wish.weekdays.includes(Number(box.value));
    form.holidays.checked = wish.holidays && country;
    form.holidays.parentElement.hidden = !country;
    put(form, { holidays: filled(words.holidays, { country: region, first: years[0], last: years[1] }) });
    for (const each of findAll(form, "[data-part=making]")) each.hidden = before !== null;
    for (const each of findAll(form, "[data-part=changing]")) each.hidden = before === null;
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
      Object.assign(find(person, "input"), { name: `name-${role}`, value: names[role] ?? "" });
      return person;
    });
    fillPart(form, "people", people);
  };
  const namesOf = (/** @type {FormData} */ given) =>
    Object.fromEntries([...given].flatMap(([name, text]) => (name.startsWith("name-") && String(text).trim() ? [[name.slice(5), String(text).trim()]] : [])));

  form.plan.append(...templates.plans.map(({ id, title }) => new Option(title, id)));
  form.plan.addEventListener("change", () => adapt(namesOf(new FormData(form))));
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    const given = new FormData(form);
    const text = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
    const chosen = given.getAll("weekdays").map(Number);
    const wish = {
      ...{ plan: form.plan.value, partner: text("partner"), type: text("type"), tier: text("tier"), anchor: text("anchor") },
      names: namesOf(given),
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
  });

  /* -- a plan -- */

  const isOpen = (/** @type {Standing} */ task) => !ENDED.includes(task.status);
  /** @type {Record<string, (task: Standing) => boolean>} */
  const IS = {
    overdue: (task) => isOpen(task) && (task.due ?? "9999") < today(),
    slipping: (task) => isOpen(task) && today() <= (task.due ?? "") && (task.due ?? "") < (task.expected ?? ""),
    stuck: (task) => task.status === "stuck",
  };
  const templateOf = (/** @type {PlanFile} */ plan) => templates.plans.find(({ id }) => id === plan.plan);
  /* The plan as the handbook has it now; null where it is the same, or cannot be made. */
  const newer = ({ wish, plan } = current()) => {
    if (!wish || !templateOf(plan)) return null;
    try {
      const fresh = carried(plan, made(templates, wish));
      return isShowable(fresh) && planText(fresh) !== planText(plan) ? fresh : null;
    } catch {
      return null;
    }
  };
  const speak = (/** @type {string} */ key, /** @type {string} */ field, /** @type {string} */ value) => {
    const { plan, side } = current();
    keep(open, { ...current(), plan: say(plan, key, field, value, side) });
    show();
  };

  const showPlan = () => {
    const { name, plan, wish } = current();
    const view = views.plan;
    const now = standingOf(plan);
    const template = templateOf(plan);
    const byId = new Map(now.tasks.map((task) => [task.id, task]));
    /* What is shown anew leaves open what is open, and the reader where she is. */
    const place = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.place ?? "";
    const unfolded = findAll(view, "details[open]").map((each) => each.dataset.key);

    const milestones = [...plan.milestones].sort((one, other) => one.day - other.day);
    const isMet = (/** @type {PlanTest} */ test) => ENDED.includes(statusOf(plan, test.id));
    const templateMilestone = (/** @type {PlanMilestone} */ { id }) => template?.milestones.find((each) => each.id === id);
    const dateOf = (/** @type {PlanMilestone} */ milestone) => {
      const due = now.dueOf(milestone.day);
      return due ? dated(due) : (templateMilestone(milestone)?.when ?? String(milestone.day));
    };
    const next = milestones.find((milestone) => !milestone.tests.every(isMet));
    const count = counted(now.tasks);
    put(view, {
      name,
      about: about(plan, now.anchor),
      count: filled(words.count, count),
      next: next ? filled(words.next_gate, { title: next.title, date: dateOf(next) }) : "",
    });
    for (const [word, is] of Object.entries(IS)) {
      const found = now.tasks.filter(is).length;
      put(view, { [word]: found ? filled(words[word], { count: found }) : "" });
    }
    Object.assign(find(view, "progress"), { max: Math.max(count.all, 1), value: count.done });
    find(view, "[readonly]").hidden = true;
    find(view, "[data-does=edit]").hidden = !wish || !template;
    find(view, '[data-part="old"]').hidden = !newer();
    for (const type of [wish?.type ?? "", ""]) {
      const ready = (template?.files ?? []).filter(([of, format]) => of === type && format in words.formats);
      fillPart(view, "ready", ready.map(([, format, path]) => element("a", words.formats[format], { href: `../downloads/${path}` })));
      if (ready.length) break;
    }

    const disputes = disputed(plan);
    find(view, '[data-part="disputes"]').hidden = !disputes.length;
    fillPart(view, "disputed", disputes.map((said) => element("li", disputeOf(plan, byId, said))));

    const box = (/** @type {string} */ key, /** @type {Record<string, string>} */ texts) => {
      const item = piece("task", texts);
      Object.assign(find(item, ".task__box"), {
        checked: statusOf(plan, key) === "done",
        onchange: (/** @type {any} */ { target }) => speak(key, "status", target.checked ? "done" : "open"),
      }).dataset.place = key;
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
        date: task.due ? dated(task.due) : (when ?? ""),
        waits: waits.length ? filled(words.waits, { titles: waits.map((each) => each?.title).join(", ") }) : "",
      });
      find(item, ".chip").classList.add(task.side || "added");
      flagged(item, [
        ["open", "done"].includes(task.status) ? "" : words.status[task.status],
        IS.overdue(task) ? words.is_overdue : "",
        IS.slipping(task) ? filled(words.is_slipping, { date: dated(task.expected ?? "") }) : "",
        task.done_on ? `${words.field.done_on}: ${dated(task.done_on)}` : "",
        ...bothSay(task.id),
      ]);
      const detail = find(item, "details", HTMLDetailsElement);
      detail.dataset.key = task.id;
      detail.open = unfolded.includes(task.id);
      for (const field of /** @type {const} */ (["status", "done_on", "due", "note"])) {
        const control = find(detail, `[name=${field}]`, HTMLInputElement);
        control.value = task[field] ?? "";
        control.dataset.place = `${task.id} ${field}`;
        control.onchange = () => speak(task.id, field, control.value);
      }
      return item;
    };
    const testOf = (/** @type {PlanTest} */ test) => {
      const item = box(test.id, { title: test.text, waits: "", done_when: "", note: "", owner: "", date: "" });
      flagged(item, bothSay(test.id));
      find(item, "details").remove();
      return item;
    };
    const group = (/** @type {string} */ title, /** @type {HTMLElement[]} */ items) => {
      const made = piece("group", { title });
      find(made, "ul").append(...items);
      return items.length ? [made] : [];
    };
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
        find(part, "h3").id = `plan-${index}`;
        const sides = Object.keys(words.side).flatMap((side) => group(filled(words.tasks, { side: sideOf(side) }), tasksOf(milestone.id, side)));
        part.append(...sides, ...group(words.exit_test, milestone.tests.map(testOf)));
        return part;
      }),
      ...group(words.added, tasksOf("", "")),
    ]);
    findAll(view, ".task").forEach((item, index) => {
      const note = find(item, ".waits");
      note.id = `plan-waits-${index}`;
      if (!note.hidden) find(item, ".task__box").setAttribute("aria-describedby", note.id);
    });
    for (const each of findAll(view, `[data-place="${CSS.escape(place)}"]`)) each.focus();
  };

  const disputeOf = (/** @type {PlanFile} */ plan, /** @type {Map<string, Standing>} */ tasks, /** @type {Word[]} */ said) => {
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
  };

  /* -- to and from others -- */

  const ask = (/** @type {(plan: PlanFile) => void} */ then) =>
    askFor(find(root, "[type=file]", HTMLInputElement), MOST_OF_A_PLAN, async (file) => {
      const at = new Date(file?.lastModified ?? 0).toISOString();
      const found = file && showable(await file.text(), file.name, at);
      if (found) then(found);
      else tell(file ? words.wrong : words.large);
    });
  const merge = (/** @type {string} */ id, /** @type {PlanFile} */ theirs) => {
    const ours = /** @type {Kept} */ (all.get(id));
    if (!isSame(ours.plan, theirs)) return tell(filled(words.other, { plan: theirs.title, partner: theirs.partner }));
    const whole = together(ours.plan, theirs);
    if (!keep(id, { ...ours, plan: whole })) return undefined;
    go(id);
    const differ = disputed(whole).length;
    return tell(differ ? many(words.merged, differ) : words.merged_well);
  };
  /* Somebody else's plan is kept, or put together with one of ours, when the reader says so. */
  const offer = (/** @type {PlanFile} */ plan) => {
    const same = [...all].find(([, each]) => isSame(each.plan, plan));
    const ours = same ? [button(words.merge, () => merge(same[0], plan))] : [];
    const name = [plan.partner, plan.title].filter(Boolean).join(": ");
    const side = templates.edition === "internal" ? "vendor" : "partner";
    const take = button(words.keep, () => {
      tell("");
      go(add({ name, side, wish: null, plan }));
    });
    tell(filled(words.offered, { plan: plan.title, partner: plan.partner }), ...ours, take, button(words.leave, () => tell("")));
  };
  const follow = async () => {
    const asked = templates.plans.find(({ id }) => location.hash === `#make-${id}`);
    if (asked) {
      go("");
      form.plan.value = asked.id;
      adapt({});
      find(form, "h2").focus();
    }
    if (!location.hash.startsWith(LINK)) return;
    const found = showable(await unpacked(location.hash.slice(LINK.length), MOST_OF_A_PLAN), "", new Date().toISOString());
    history.replaceState(history.state, "", location.pathname + location.search);
    if (found) offer(found);
    else tell(words.wrong);
  };

  const save = (/** @type {string} */ end, /** @type {string} */ text, /** @type {string} */ type) => {
    const name = current().name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80);
    download(`${name || current().plan.plan}.${end}`, text, type);
  };
  /** @type {Record<string, () => void>} */
  const does = {
    show,
    back: () => go(""),
    import: () => ask(offer),
    merge: () => ask((plan) => merge(open, plan)),
    ics: () => save("ics", calendarFile(current().plan, standingOf(current().plan)), "text/calendar"),
    csv: () => save("csv", csvOf(current().plan, standingOf(current().plan).tasks), "text/csv"),
    json: () => save("plan.json", planText(current().plan), "application/json"),
    print: () => window.print(),
    share: async () => {
      const address = location.href.replace(/[?#].*/, "") + LINK + (await packed(planText(current().plan)));
      share(find(views.plan, "[readonly]", HTMLInputElement), address, () => tell(words.copied));
    },
    redate: () => {
      const moved = redated(current().plan, calendarOf(templates, current().plan.working), today());
      const count = wordsOf(moved).length - wordsOf(current().plan).length;
      if (!keep(open, { ...current(), plan: moved })) return;
      show();
      tell(count ? many(words.redated, count) : words.redated_none);
    },
    renew: () => {
      keep(open, { ...current(), plan: newer() ?? current().plan });
      show();
      tell(words.renewed);
    },
    edit: () => {
      fillForm(current());
      turn("form");
      find(form, "h2").focus();
    },
    delete: () => {
      const [id, before] = [open, current()];
      kept.write(STORE + id, null);
      all.delete(id);
      go("");
      tell(filled(words.deleted, before), button(words.undo, () => {
        tell("");
        keep(id, before);
        go(id);
      }));
    },
  };
  root.addEventListener("click", (event) => {
    const name = /** @type {HTMLElement} */ (event.target).closest("[data-does]")?.getAttribute("data-does");
    if (!name) return;
    event.preventDefault();
    does[name]();
  });

  find(document, ".my-plans").hidden = true;
  root.hidden = false;
  if (!load()) tell(words.unreadable);
  else if (kept.blocked) tell(words.blocked);
  open = new URLSearchParams(location.search).get("plan") ?? "";
  if (!all.has(open)) open = "";
  show();
  follow();
  window.addEventListener("hashchange", follow);
  kept.watch(STORE, () => {
    load();
    if (open && !all.has(open)) go("");
    else if (!open) showList();
    else if (form.hidden) showPlan();
  });
})();
