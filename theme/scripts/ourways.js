/* From My plans to others: the plan as it is and as partners may have it, and the invitation of a partner. */

/**
 * @param {HTMLElement} root @param {HTMLElement} view
 * @param {{templates: Templates, words: PlanWords, store: ReturnType<typeof keepPlans>, showing: Showing, current: () => Kept,
 *   ours: () => PlanFile, tell: (text: string, ...ways: HTMLElement[]) => void, withCalendars: (then: () => void) => void}} page
 */
function waysToOthers(root, view, { templates, words, store, showing, current, ours, tell, withCalendars }) {
  const forPartner = ({ plan, wish } = current()) => templates.partner && partnerVersion(plan, wish, templates.partner);
  /** Where partners have this page; empty where that is not known. */
  const partnerPage = () => {
    try {
      const address = new URL(root.dataset.page ?? "", (root.dataset.partnerSite ?? "").replace(/\/*$/, "/"));
      return /^https?:$/.test(address.protocol) ? address.href : "";
    } catch {
      return "";
    }
  };
  /* A link takes a moment to be packed: by then another one may be asked for, or another plan be open. */
  let asks = 0;
  /** @param {Given} given @param {(link: string) => void} then only if the link is still wanted */
  const withLink = async ({ page, plan, templates, contact }, then) => {
    asks += 1;
    const own = asks;
    const link = await linkPlan(page, plan, templates, contact);
    if (own === asks) then(link);
  };
  const copy = (/** @type {Given} */ sent) =>
    withLink(sent, (address) => {
      find(view, '[data-part="sending"]').hidden = false;
      share(find(view, "[readonly]", HTMLInputElement), address, () => tell(words.copied));
    });
  /** What was to be sent is of a plan that is shown no more. */
  const close = () => {
    asks += 1;
    find(view, '[data-part="sending"]').hidden = true;
  };
  /** Whether the reader has asked for the link just now; else it is only kept up to date. */
  let asked = false;
  const send = (/** @type {Given} */ sent) =>
    withLink(sent, (link) => {
      drawSending(view, { ...sent, link, now: store.standingOf(sent.plan) }, showing, words);
      if (asked) find(view, "[readonly]", HTMLInputElement).select();
      asked = false;
      drawInvitations();
    });
  const given = () => ({ contact: current().contact, side: current().side });
  const here = () => location.href.replace(/[?#].*/, "");
  const own = waysOut(() => ({ plan: ours(), title: current().name, page: here(), templates, ...given() }), store, words.internal, copy, send, withCalendars);
  const partners = waysOut(() => {
    const plan = /** @type {PlanFile} */ (forPartner());
    return { plan, title: nameOf(plan), page: partnerPage(), templates: templates.partner ?? templates, ...given() };
  }, store, words.internal, copy, send, withCalendars);
  const drawInvitations = () => {
    const plan = templates.partner && forPartner();
    if (!plan) return;
    const wish = findWish(plan, /** @type {Templates} */ (templates.partner));
    drawInvitation(view, { plan, wish, page: partnerPage(), contact: current().contact ?? templates.partner?.contact ?? {} }, { templates, words, codes: root.dataset.codes ?? "" });
  };
  const way = templates.partner ? partners : own;
  const ask = () => {
    asked = true;
    return way.send();
  };
  /** What is shown to be sent is the plan as it is now. */
  const renew = () => {
    if (!find(view, '[data-part="sending"]').hidden) way.send();
  };
  const copyLink = () => {
    const { value } = find(view, "[readonly]", HTMLInputElement);
    navigator.clipboard?.writeText(value).then(() => tell(words.copied), () => undefined);
  };
  const copyInvitation = () => {
    const text = find(view, ".my-plans__mail", HTMLTextAreaElement);
    text.select();
    navigator.clipboard?.writeText(text.value).then(() => tell(words.to_partner.invitation_copied), () => undefined);
  };
  return {
    forPartner,
    partnerPage,
    drawInvitations,
    renew,
    close,
    does: {
      ...own,
      ...Object.fromEntries(Object.entries(partners).map(([name, way]) => [`partner-${name}`, way])),
      "copy-invitation": copyInvitation,
      "copy-link": copyLink,
      [templates.partner ? "partner-send" : "send"]: ask,
    },
  };
}

/**
 * Make the plan that an invitation is for, once, and lead home, where it is shown with all else.
 * @param {{templates: Templates, words: PlanWords, store: ReturnType<typeof keepPlans>, site: string, home: string,
 *   add: (kept: Omit<Kept, "schema" | "version">) => string, keep: (id: string, kept: Kept) => boolean, go: (id: string) => void,
 *   tell: (text: string) => void}} page
 */
function acceptInvitations({ templates, words, store, add, keep, go, tell, site, home }) {
  /** @param {{known: Record<string, string>, contact: PlanContact}} invitation */
  return ({ known, contact }) => {
    const [id, held] = [...store.all].find(([, { plan }]) => plan.plan === known.plan && isSamePartner(plan.partner, known.partner)) ?? [];
    if (!held && !templates.plans.some((each) => each.id === known.plan)) return tell(words.not_invited);
    const wish = {
      ...{ plan: known.plan, partner: known.partner, anchor: known.date, names: {}, weekdays: templates.working.weekdays, holidays: true },
      ...{ type: keepKnown(templates.types, known.type), tier: keepKnown(templates.tiers, known.tier) },
    };
    try {
      const begin = () => {
        const plan = makePlan(templates, wish);
        return add({ name: nameOf(plan), side: sideOfEdition(templates), wish, plan, contact });
      };
      if (id && held) keep(id, { ...held, contact: { ...held.contact, ...contact } });
      const chosen = id ?? begin();
      kept.write(keyOfChoice(site), chosen);
      if (kept.blocked || !home) return go(chosen);
      return location.replace(home);
    } catch {
      return tell(words.unreached);
    }
  };
}
