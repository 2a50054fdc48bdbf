/* Lists of partners: rows chosen by what some of their columns say. The choice stands in the address, and print shows it. */
(function () {
  for (const list of findAll(document, ".filtered")) {
    const table = find(list, "table", HTMLTableElement);
    const rows = findAll(table, "tbody tr", HTMLTableRowElement);
    const status = element("span", "", { role: "status" });
    const asked = new URLSearchParams(location.search);
    /** @type {{ column: number, name: string, choice: HTMLSelectElement }[]} */
    const filters = [];

    const text = (/** @type {HTMLTableRowElement} */ row, /** @type {number} */ column) => row.cells[column]?.textContent?.trim() ?? "";

    const apply = () => {
      for (const row of rows) row.hidden = filters.some(({ column, choice }) => choice.value && text(row, column) !== choice.value);
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
    for (const column of (list.dataset.columns ?? "").split(" ").map(Number)) {
      const name = table.tHead?.rows[0]?.cells[column]?.textContent?.trim() ?? "";
      const values = [...new Set(rows.map((row) => text(row, column)))].sort((one, other) => one.localeCompare(other));
      if (values.length < 2) continue;
      const choice = element("select", "", { ariaLabel: name });
      choice.append(new Option(name, ""), ...values.map((value) => new Option(value, value)));
      const wanted = asked.get(name) ?? "";
      if (values.includes(wanted)) choice.value = wanted;
      choice.addEventListener("change", () => {
        apply();
        remember();
      });
      filters.push({ column, name, choice });
      controls.append(choice);
    }
    if (!filters.length) continue;
    controls.append(status);
    list.prepend(controls);
    apply();
  }
})();
