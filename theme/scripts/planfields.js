/* What a reader changes in a plan that is shown: ticks, fields of tasks, its name, its people, whom partners ask. */

/**
 * @param {HTMLElement} view
 * @param {{words: PlanWords, titles: string[], store: ReturnType<typeof keepPlans>, dated: Showing["dated"], current: () => Kept,
 *   speak: (key: string, field: string, value: string) => boolean, sideOf: Showing["sideOf"],
 *   tell: (text: string, ...ways: HTMLElement[]) => void, keep: (kept: Kept) => boolean, draw: () => void}} page
 */
function watchPlan(view, { words, titles, store, dated, current, speak, tell, sideOf, keep, draw }) {
  /** Keep what a field says. @param {Control} control @param {string} value @returns {boolean} whether it is a plan that can be shown */
  const write = (control, value) => {
    const { place = "", contact } = control.dataset;
    const { plan, side } = current();
    const person = listPeople(store.standingOf(plan).tasks, titles).find((each) => `person ${each.side} ${each.title}` === place);
    if (place !== "name" && !person && !contact) return speak(place, control.name, value);
    const changed = person ? { plan: namePerson(plan, person, value, side) } : contact ? { contact: readContact({ ...current().contact, [contact]: value }) } : { name: value || nameOf(plan) };
    const isKept = keep({ ...current(), ...changed });
    drawSoon(draw);
    return isKept;
  };
  /** A task of the other side is ticked too, but not unseen. @param {HTMLInputElement} field */
  const tick = ({ dataset: { place = "" }, checked }) => {
    const { plan, side } = current();
    const task = plan.tasks.find(({ id }) => id === place);
    const before = statusOf(plan, place);
    speak(place, "status", checked ? "done" : "open");
    if (!checked || !task?.side || task.side === side) return;
    const undo = button(words.undo, () => (speak(place, "status", before), tell("")));
    tell(fillText(words.ticked_theirs, { title: task.title, side: sideOf(task.side) }), undo);
  };
  view.addEventListener("change", ({ target }) => {
    const field = /** @type {HTMLInputElement} */ (target);
    if (field.type === "checkbox") tick(field);
    if (field.dataset.filter) filterTasks(view);
  });
  watchFields(view, (control) => {
    const was = control.dataset.was ?? "";
    const value = readControl(control, words.faults, control.type === "date" && was ? dated(was) : "");
    if (value === null || value === was) return;
    if (write(control, value)) control.dataset.was = control.value;
    else setFault(control, words.unreached);
  });
}

/** Lead to the task that the address names. @param {HTMLElement} view */
function focusTask(view) {
  const [, key] = /^#task=(.+)/.exec(location.hash) ?? [];
  const task = findAll(view, ".task").find((each) => key && each.dataset.key === decodeURIComponent(key));
  if (task) find(task, ".task__box").focus();
}
