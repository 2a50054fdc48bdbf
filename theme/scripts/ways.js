/* What can be done with a plan where it stands: new dates, the handbook's version, what could not be read, and its end. */

/**
 * @param {{templates: Templates, words: PlanWords, store: ReturnType<typeof keepPlans>, many: Showing["many"],
 *   current: () => Kept, keep: (id: string, kept: Kept, forget?: boolean) => boolean,
 *   tell: (text: string, ...ways: HTMLElement[]) => void, go: (id: string) => void, draw: () => void, show: () => void,
 *   open: () => string}} page `open` gives the id of the plan that is shown
 */
function waysOn({ templates, words, store, many, current, keep, tell, go, draw, show, open }) {
  return {
    show,
    back: () => go(""),
    redate: () => {
      const moved = redatePlan(current().plan, calendarOf(templates, current().plan.working), today());
      const count = wordsOf(moved).length - wordsOf(current().plan).length;
      if (!keep(open(), { ...current(), plan: moved })) return;
      draw();
      tell(count ? many(words.redated, count) : words.redated_none);
    },
    renew: () => {
      keep(open(), { ...current(), plan: findNewer(current(), templates, store.isShowable) ?? current().plan });
      draw();
      tell(words.renewed);
    },
    stored: (/** @type {string} */ broken) => {
      const id = broken || open();
      store.stored(id).forEach((text, index) => download(`stored-${id}${index ? `-${index + 1}` : ""}.json`, text, "application/json"));
    },
    forget: () => {
      keep(open(), current(), true);
      draw();
    },
    delete: (/** @type {string} */ broken) => {
      const id = broken || open();
      const before = store.text(id);
      const { name = words.unnamed } = store.all.get(id) ?? {};
      store.put(id, null);
      go("");
      tell(fillText(words.deleted, { name }), button(words.undo, () => {
        store.put(id, before);
        go(id);
        tell("");
      }));
    },
  };
}
