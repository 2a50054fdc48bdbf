/* “Who is who” and what stands above the tasks, as they come back in a workbook. */

/**
 * The new owners of tasks, and what was typed that a plan cannot keep.
 * @param {Grid} grid @param {ColumnHeads} head @param {PlanFile} plan @param {Terms["people"]} sent
 * @param {{refuse: (at: Partial<Finding>, kind: string, value: string, title?: string, of?: Record<string, unknown>) => void,
 *   name: (at: Partial<Finding>, key: string, owner: string) => void}} found
 */
function readPeople(grid, head, plan, sent, found) {
  /* The tasks of a role, each with the name that it was made with. */
  const tasksOf = (/** @type {string} */ role) => {
    const ending = foldCase(` (${role})`);
    return plan.tasks.flatMap(({ id, owner }) => {
      if (sameWords(foldCase(owner), foldCase(role))) return [{ id, name: "" }];
      return foldCase(owner).endsWith(ending) ? [{ id, name: owner.slice(0, -ending.length) }] : [];
    });
  };
  grid.rows.slice(head.first).forEach((line, index) => {
    const at = { sheet: grid.name, row: head.first + index + 1 };
    const text = (/** @type {string} */ column) => (head.columns.has(column) ? textOfCell(line[head.columns.get(column) ?? -1]) : "");
    const [role, name, contact] = ["role", "name", "contact"].map(text);
    const [owned, was] = [role ? tasksOf(role) : [], sent?.get(role)];
    if (!owned.length && !was) {
      if (name || (contact && sent)) found.refuse(at, "no_role", [role, name, contact].filter(Boolean).join(" | "));
    } else {
      const before = was ? was[0] : owned[0].name;
      if (head.columns.has("name") && !sameWords(name, before)) {
        if (!owned.length) found.refuse(at, "role_without", name, role);
        for (const { id } of owned) found.name(at, id, name ? `${name} (${role})` : role);
      }
      if (was && contact && !sameWords(contact, was[1])) found.refuse(at, "no_addresses", contact, role);
    }
    line.forEach((cell, place) => {
      const shown = textOfCell(cell) || cell.formula;
      const heading = head.others.get(place) ?? "";
      if (![...head.columns.values()].includes(place) && shown) found.refuse(at, heading ? "other_column" : "no_heading", shown, role, { heading });
      else if (cell.isError || (cell.formula && !cell.kind)) found.refuse(at, "people_error", shown, role);
    });
  });
}

/**
 * Read what stands above the headings: the date that days are counted from, and what nobody expects there.
 * @param {Grid} grid @param {ColumnHeads} head @param {PlanFile} plan @param {Terms} terms @param {ReturnType<typeof cellReader>} cells
 * @param {{refuse: (at: Partial<Finding>, kind: string, value: string, title?: string) => void,
 *   guess: (at: Partial<Finding>, kind: string, value: string, title?: string, of?: Record<string, unknown>) => void,
 *   fault: (at: Partial<Finding>, kind: string, cell: Cell, title: string) => void,
 *   say: (at: Partial<Finding>, key: string, field: string, value: string) => void}} found
 * @returns {boolean} whether that date is there
 */
function readOpening(grid, head, plan, terms, cells, found) {
  const above = grid.rows.slice(0, head.row >= 0 ? head.row : head.first);
  const filled = above.flatMap((line) => line.flatMap((cell, place) => (textOfCell(cell) ? [place] : [])));
  const first = filled.length ? Math.min(...filled) : 0;
  const readAnchor = (/** @type {Partial<Finding>} */ at, /** @type {Cell[]} */ line) => {
    const [label, ...others] = line.filter((cell) => textOfCell(cell) || cell.formula);
    if (!textOfCell(label) || !sameWords(foldCase(textOfCell(label)), foldCase(plan.anchor.label))) return false;
    const was = findSaid(plan, "plan", "anchor") || plan.anchor.date || "";
    if (!others.length && was) found.guess(at, "anchor_gone", plan.anchor.label, "", { date: was });
    if (others.length) {
      const said = cells.read("anchor", others[0]);
      if (said.fault) found.fault(at, said.fault, others[0], plan.anchor.label);
      else if (said.value !== was) found.say(at, "plan", "anchor", said.value);
    }
    for (const cell of others.slice(1)) found.refuse(at, "above", textOfCell(cell));
    return true;
  };
  let hasAnchor = false;
  above.forEach((line, index) => {
    const at = { sheet: grid.name, row: index + 1 };
    if (readAnchor(at, line)) {
      hasAnchor = true;
      return;
    }
    line.forEach((cell, place) => {
      const text = textOfCell(cell);
      const isOurs = cell.formula !== "" || (terms.opening ? terms.opening.has(squeezeText(text)) : [first, first + 3].includes(place));
      if (text && !isOurs) found.refuse(at, "above", text);
    });
  });
  return hasAnchor;
}
