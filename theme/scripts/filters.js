/* Lists of partners: rows chosen by what some of their columns say. The choice stands in the address, and print shows it. */
(function () {
  for (const list of findAll(document, ".filtered")) {
    const table = find(list, "table", HTMLTableElement);
    const rows = findAll(table, "tbody tr", HTMLTableRowElement);
    const status = element("span", "", { role: "status" });
    const asked = new URLSearchParams(location.search);
    /** @type {{ column: number, part: number, name: string, choice: HTMLSelectElement }[]} */
    const filters = [];

    /* A cell may hold several things, as its heading names them. */
    const parts = (/** @type {HTMLTableRowElement | undefined} */ row, /** @type {number} */ column) => (row?.cells[column]?.textContent ?? "").split(" · ").map((each) => each.trim());
    const text = (/** @type {HTMLTableRowElement} */ row, /** @type {number} */ column, /** @type {number} */ part) => parts(row, column)[part] ?? "";

    const apply = () => {
      for (const row of rows) row.hidden = filters.some(({ column, part, choice }) => choice.value && text(row, column, part) !== choice.value);
      const shown = rows.filter((row) => !row.hidden).length;
      status.textContent = filters.some(({ choice }) => choice.value) ? `${shown} / ${rows.length}` : "";
    };

    const remember = () => {
      const address = new URL(location.href);
      for (const { name, choice } of filters) {
        if (choice.value) address.searchParams.set(name, choice.value);
        else address.searchParams.delete(name);
      }
      history.replaceState(history.state, "", address);
    };

    const controls = element("div", "", { className: "filters" });
    const places = (list.dataset.columns ?? "").split(" ").map(Number);
    for (const [column, part, name] of places.flatMap((each) => parts(table.tHead?.rows[0], each).map((named, place) => /** @type {const} */ ([each, place, named])))) {
      const values = [...new Set(rows.map((row) => text(row, column, part)))].sort((one, other) => one.localeCompare(other));
      if (values.length < 2) continue;
      const choice = element("select", "", { ariaLabel: name });
      choice.append(new Option(name, ""), ...values.map((value) => new Option(value, value)));
      const wanted = asked.get(name) ?? "";
      if (values.includes(wanted)) choice.value = wanted;
      choice.addEventListener("change", () => {
        apply();
        remember();
      });
      filters.push({ column, part, name, choice });
      controls.append(choice);
    }
    if (!filters.length) continue;
    controls.append(status);
    list.prepend(controls);
    apply();
  }
})();
