/* Whom somebody asks: a name, and ways to reach it. */

/** @typedef {{name?: string, mail?: string, phone?: string, booking?: string}} PlanContact whom the other side asks */

/** Somebody's name and addresses, without what is no address. @param {unknown} given @returns {PlanContact} */
function readContact(given) {
  const text = (/** @type {string} */ name) => {
    const value = isRecord(given) ? given[name] : "";
    return typeof value === "string" && !findTextFault(value, false, MOST_OF_A_NAME) ? value : "";
  };
  const booking = /^https?:\/\/\S+$/.test(text("booking")) ? text("booking") : "";
  const found = { name: text("name"), mail: /^\S+@\S+$/.test(text("mail")) ? text("mail") : "", phone: text("phone"), booking };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value));
}

/** @param {PlanContact} contact @param {string} book the label of the way to a talk @returns {HTMLElement[]} its name, and links to its addresses */
function listContactWays({ name, mail, phone, booking }, book) {
  return [
    ...(name ? [element("strong", name)] : []),
    ...(mail ? [element("a", mail, { href: `mailto:${encodeURIComponent(mail)}` })] : []),
    ...(phone ? [element("a", phone, { href: `tel:${encodeURIComponent(phone.replace(/\s/g, ""))}` })] : []),
    ...(booking ? [element("a", book, { href: booking, rel: "noopener noreferrer" })] : []),
  ];
}
