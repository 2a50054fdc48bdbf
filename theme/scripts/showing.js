/* How texts come into the markup of My plans: as text, never as markup. */

/** @typedef {Record<string, any>} PlanWords of the catalogue */

/** Ways to put texts into the markup. @param {HTMLElement} root @param {PlanWords} words */
function showingIn(root, words) {
  /** Put texts where the markup wants them; what has none is not shown. @template {HTMLElement} T @param {T} within @param {Record<string, string>} texts */
  const put = (within, texts) => {
    for (const [name, text] of Object.entries(texts)) {
      for (const at of findAll(within, `[data-part="${name}"]`)) {
        if (at.textContent !== text) at.textContent = text;
        (/** @type {HTMLElement | null} */ (at.closest("[data-with]")) ?? at).hidden = !text;
      }
    }
    return within;
  };
  const dated = (/** @type {string} */ day) => writeDay(day, words);
  return {
    put,
    dated,
    /** When a task may be done. @param {Standing} task */
    spanned: ({ begins, due }) => {
      if (!begins || !due || begins === due) return due ? dated(due) : "";
      return fillText(words.window, { first: dated(begins), last: dated(due) });
    },
    piece: (/** @type {string} */ of, /** @type {Record<string, string>} */ texts) => {
      const made = find(root, `template[data-of="${of}"]`, HTMLTemplateElement).content.firstElementChild?.cloneNode(true);
      return put(/** @type {HTMLElement} */ (made), texts);
    },
    fillPart: (/** @type {ParentNode} */ within, /** @type {string} */ name, /** @type {(Node | string)[]} */ children) =>
      patch(find(within, `[data-part="${name}"]`), children),
    many: (/** @type {Record<string, string>} */ text, /** @type {number} */ count) =>
      fillText(text[new Intl.PluralRules(document.documentElement.lang).select(count)] ?? text.other, { count }),
    /* To the minute, on the reader's clock. */
    timed: (/** @type {Date} */ at) => {
      const time = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
      return `${dated(today(at))}, ${time}`;
    },
    sideOf: (/** @type {string} */ by) => (Object.hasOwn(words.side, by) ? words.side[by] : by),
    about: (/** @type {PlanFile} */ plan, /** @type {string | null} */ anchor) => {
      const whom = plan.partner ? [fillText(words.made_for, plan)] : [];
      return [plan.title, ...whom, ...plan.made_for, anchor ? `${plan.anchor.label}: ${dated(anchor)}` : plan.anchor.label].join(" · ");
    },
    /** What is wrong with a value, and where. @param {Fault} fault @param {PlanFile} [plan] */
    explain: ({ key, field, kind, ...more }, plan) => {
      const places = [...(plan?.tasks ?? []), ...(plan?.milestones ?? []).flatMap((each) => [each, ...each.tests])];
      const place = places.find(({ id }) => id === key);
      const title = place && ("title" in place ? place.title : place.text);
      const name = [title || key, Object.hasOwn(words.field, field) ? words.field[field] : field].filter(Boolean).join(", ");
      return `${name}: ${fillText(words.faults[kind], { ...more, most: MOST_OF_A_TEXT })}${more.value ? ` (“${more.value}”)` : ""}`;
    },
  };
}

/** @typedef {ReturnType<typeof showingIn>} Showing */
