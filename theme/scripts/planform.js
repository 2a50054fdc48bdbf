/* The form that makes a plan for a partner, or changes what one was made for. */

/**
 * @typedef {HTMLFormElement & {plan: HTMLSelectElement, partner: HTMLInputElement, type: HTMLSelectElement,
 *   tier: HTMLSelectElement, anchor: HTMLInputElement, weekdays: NodeListOf<HTMLInputElement>,
 *   holidays: HTMLInputElement}} PlanFormElement
 * @typedef {{name: string, side: string, wish: Wish}} Entry what was entered: how the plan is called, whose it is, what it is for
 */

/**
 * @param {PlanFormElement} form
 * @param {{templates: Templates, words: PlanWords, showing: Showing, turn: (view: string) => void,
 *   current: () => Kept | undefined, enter: (entry: Entry) => void}} page `current` gives the plan that is changed
 */
function planForm(form, { templates, words, showing, turn, current, enter }) {
  const { put } = showing;
  /** Whether the form holds what somebody has typed. */
  let typed = false;

  /** Show the form for a new plan, or for the one that is open. @param {boolean} isNew */
  const turnTo = (isNew) => {
    turn(isNew ? "list" : "form");
    form.plan.disabled = !isNew;
    for (const each of findAll(form, "[data-part$=ing]")) each.hidden = isNew !== (each.dataset.part === "making");
  };
  /** The partner's first type, and further ones in a fold of their own. @param {string} types */
  const setTypes = (types) => {
    const boxes = findAll(form, "[name=types]", HTMLInputElement);
    const [first = "", ...others] = idsIn(types).filter((id) => boxes.some(({ value }) => value === id));
    if (form.type) form.type.value = first;
    for (const box of boxes) box.checked = others.includes(box.value);
    for (const fold of findAll(form, "details", HTMLDetailsElement)) fold.open ||= fold.querySelector("[name=types]:checked") !== null;
  };
  /** A plan has a date of its own kind. */
  const adapt = () => {
    const plan = /** @type {Template} */ (templates.plans.find(({ id }) => id === form.plan.value));
    put(form, { hint: plan.use_when, anchor: plan.anchor.label });
  };
  /** @param {Kept | null} before what a plan was made for; null for a new one */
  const fill = (before) => {
    const { country, weekdays, years } = templates.working;
    const wish = before?.wish ?? { plan: templates.first || templates.plans[0].id, partner: "", type: "", tier: "", anchor: "", names: {}, weekdays, holidays: true };
    const region = country && new Intl.DisplayNames(document.documentElement.lang, { type: "region" }).of(country);
    form.reset();
    for (const each of findAll(form, "[data-field]")) setFault(controlIn(each), "");
    for (const name of /** @type {const} */ (["plan", "partner", "tier", "anchor"])) if (form[name]) form[name].value = wish[name];
    setTypes(wish.type);
    for (const box of form.weekdays) box.checked = wish.weekdays.includes(Number(box.value));
    form.holidays.checked = wish.holidays && country !== "";
    /** @type {HTMLElement} */ (form.holidays.parentElement).hidden = !country;
    put(form, { holidays: fillText(words.holidays, { country: region, first: years[0], last: years[1] }) });
    turnTo(!before);
    typed = false;
    adapt();
  };

  /** @returns {Entry} */
  const read = () => {
    const given = new FormData(form);
    const text = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
    const chosen = given.getAll("weekdays").map(Number);
    const wish = {
      ...{ plan: form.plan.value, partner: text("partner"), type: [...new Set([text("type"), ...given.getAll("types")])].join(" ").trim(), tier: text("tier"), anchor: text("anchor") },
      names: current()?.wish?.names ?? {},
      weekdays: chosen.length ? chosen : templates.working.weekdays,
      holidays: given.has("holidays"),
    };
    const held = current();
    return { name: held && held.name !== nameOf(held.plan) ? held.name : "", side: current()?.side ?? sideOfEdition(templates), wish };
  };

  form.noValidate = true; // what is wrong is said beside the field, in the page's own words
  form.plan.append(...templates.plans.map(({ id, title }) => new Option(title, id)));
  form.plan.onchange = () => adapt();
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
    if (!wrong) return enter(read());
    for (const folded of findAll(form, "details", HTMLDetailsElement)) folded.open ||= folded.contains(wrong);
    return controlIn(wrong).focus();
  };
  return {
    fill,
    turnTo,
    /** @returns {boolean} whether it is shown with what somebody has typed */
    isTyped: () => typed && !form.hidden,
    /** The field to go on with, where somebody has typed; null where nobody has. @returns {HTMLElement | null} */
    findTyped: () => (typed && !form.hidden ? form.partner : null),
    /** Begin a plan of a kind. @param {string} plan its id @param {Record<string, string>} given what is known of the partner */
    begin: (plan, given) => {
      form.plan.value = plan;
      if (given.type) setTypes(given.type);
      for (const name of /** @type {const} */ (["partner", "tier", "anchor"])) {
        const control = form[name];
        if (!control || !(name in given)) continue;
        control.value = given[name];
        if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.value = ""; // none of this edition's
      }
      adapt();
      find(form, "h2").focus();
    },
  };
}
