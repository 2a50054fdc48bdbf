/* Who does what in a plan by name: named when it is known, and told to the other side like any other word. */

/** @typedef {{title: string, side: string, name: string, keys: string[]}} PlanPerson whoever stands for a role, and the tasks */

/** @param {string} owner “A new user (Partner manager)” @param {string[]} titles of roles @returns {{title: string, name: string}} */
function parseOwner(owner, titles) {
  const [title] = titles.filter((each) => owner === each || owner.endsWith(` (${each})`)).sort((one, other) => other.length - one.length);
  return title === undefined || title === owner ? { title: owner, name: "" } : { title, name: owner.slice(0, -` (${title})`.length) };
}

/** @param {Templates} templates @returns {string[]} titles of all roles that any edition has */
function titlesOf(templates) {
  return [templates, ...(templates.partner ? [templates.partner] : [])].flatMap(({ roles }) => Object.values(roles).map(({ title }) => title));
}

/** @param {Standing[]} tasks @param {string[]} titles @returns {PlanPerson[]} by role, in the order of their tasks */
function listPeople(tasks, titles) {
  /** @type {Map<string, PlanPerson>} */
  const people = new Map();
  for (const { id, side, owner } of tasks) {
    if (!owner) continue;
    const { title, name } = parseOwner(owner, titles);
    const key = JSON.stringify([side, title]);
    const held = people.get(key) ?? { title, side, name: "", keys: [] };
    people.set(key, { ...held, name: held.name || name, keys: [...held.keys, id] });
  }
  return [...people.values()];
}

/** Name who stands for a role. @param {PlanFile} plan @param {PlanPerson} person @param {string} name empty for nobody @param {string} by @returns {PlanFile} */
function namePerson(plan, { title, keys }, name, by) {
  return keys.reduce((named, key) => say(named, key, "owner", name ? `${name} (${title})` : title, by), plan);
}

/**
 * Show a field for each person of a plan, those of the reader's side first, who are told what their role is for.
 * @param {HTMLElement} view @param {PlanPerson[]} people @param {{side: string, templates: Templates}} own @param {Showing} showing
 */
function drawPeople(view, people, { side: own, templates }, { piece, fillPart, sideOf }) {
  const missions = new Map(Object.values(templates.roles).map((role) => [role.title, role.mission]));
  const sorted = [...people].sort((one, other) => Number(other.side === own) - Number(one.side === own));
  fillPart(view, "people", sorted.map(({ title, side, name }, index) => {
    const mission = side === own ? (missions.get(title) ?? "") : "";
    const field = piece("person", { role: [...new Set([sideOf(side), title])].join(": "), mission });
    const input = find(field, "input", HTMLInputElement);
    field.dataset.key = `${side} ${title}`;
    input.name = "owner";
    input.dataset.place = `person ${side} ${title}`;
    if (mission) {
      find(field, '[data-part="mission"]').id = `mission-${index}`;
      input.setAttribute("aria-describedby", `mission-${index}`);
    }
    setControl(input, name);
    return field;
  }));
}
