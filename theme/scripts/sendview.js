/* The panel that sends a plan to the other side, and the one that invites a partner. */

/**
 * Show what is sent, and the ways to send it.
 * @param {HTMLElement} view @param {{plan: PlanFile, side: string, link: string, contact: PlanContact | undefined, now: ReturnType<typeof assessPlan>}} sent
 * @param {Showing} showing @param {PlanWords} words
 */
function drawSending(view, { plan, side, link, contact, now }, showing, words) {
  const isLong = link.length > LONGEST_LINK;
  const hint = !link ? words.send_file : isLong ? fillText(words.send_long, { count: link.length }) : words.send_hint;
  find(view, '[data-part="sending"]').hidden = false;
  showing.put(view, { sending_hint: hint });
  const shown = find(view, "[readonly]", HTMLInputElement);
  shown.hidden = !link;
  shown.value = link;
  find(view, '[data-part="sending"]').classList.toggle("is-long", isLong || !link);
  const { subject, body } = writeUpdate(plan, now, side, isLong || !link ? words.mail_file : link, showing, words);
  find(view, '[data-part="mail"]', HTMLAnchorElement).href = addressMail(side === "partner" ? (contact?.mail ?? "") : "", subject, body);
}

/**
 * Show the invitation of a partner: a mail that can be sent as it is, and the address in it as a code for telephones.
 * @param {HTMLElement} view @param {{plan: PlanFile, wish: Wish, page: string, contact: PlanContact}} invited
 * @param {{templates: Templates, words: PlanWords, codes: string}} page with the address of the script that draws codes
 */
function drawInvitation(view, { plan, wish, page, contact }, { templates, words, codes }) {
  const panel = find(view, '[data-part="invitation"]');
  panel.hidden = !page;
  if (!page) return;
  for (const field of findAll(panel, "[data-contact]", HTMLInputElement)) {
    const known = contact[/** @type {keyof PlanContact} */ (field.dataset.contact)] ?? "";
    if (!isTouched(field)) setControl(field, known);
  }
  const link = addressInvitation(page, plan, wish, contact);
  const said = { partner: plan.partner || words.to_partner.your_partner, vendor: templates.vendor, plan: plan.title, link, name: contact.name || templates.vendor };
  const [subject, body] = [words.to_partner.invite_subject, words.to_partner.invite_body].map((text) => fillText(text, said));
  find(panel, "textarea", HTMLTextAreaElement).value = body;
  find(panel, '[data-part="invite_mail"]', HTMLAnchorElement).href = addressMail("", subject, body);
  const draw = () => {
    const code = find(panel, '[data-part="code"]');
    code.hidden = false;
    code.replaceChildren(drawCode(QR.encode(link).data, words.to_partner.invite_code));
  };
  if (typeof QR !== "undefined") return draw();
  panel.ontoggle = () => {
    panel.ontoggle = null;
    document.head.append(Object.assign(document.createElement("script"), { src: codes, onload: draw }));
  };
}

/** @param {boolean[][]} dots @param {string} label @returns {SVGElement} dark on light in any colour scheme, as cameras need it */
function drawCode(dots, label) {
  const SVG = "http://www.w3.org/2000/svg";
  const make = (/** @type {string} */ name, /** @type {Record<string, string>} */ given) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
    return /** @type {SVGElement} */ (made);
  };
  const size = dots.length;
  const picture = make("svg", { viewBox: `-4 -4 ${size + 8} ${size + 8}`, role: "img", "aria-label": label, width: "180", height: "180" });
  const path = dots.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  picture.append(make("rect", { x: "-4", y: "-4", width: String(size + 8), height: String(size + 8), fill: "#fff" }), make("path", { d: path, fill: "#000" }));
  return picture;
}
