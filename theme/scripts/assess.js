/* Assess yourself: answers that stay, points per stage, and the two weakest. */
(() => {
  const sheet = /** @type {HTMLElement | null} */ (document.querySelector(".assess"));
  const panel = /** @type {HTMLElement | null} */ (document.querySelector(".answers"));
  if (!sheet || !panel || document.querySelector(".chapter")) return; // a booklet is made of other pages
  const rows = findAll(document, ".profile tbody tr", HTMLTableRowElement);

  /* A question has no id, and may move: its words are what an answer belongs to. */
  const questions = findAll(sheet, ".question").map((question) => ({
    id: (question.querySelector("legend")?.textContent ?? "").trim().replace(/\s+/g, " "),
    stage: question.dataset.stage,
    inputs: findAll(question, "input", HTMLInputElement),
  }));
  const stages = findAll(sheet, "h2[id]").map((heading, index) => {
    const own = questions.filter((question) => question.stage === heading.id);
    return { link: find(heading, "a", HTMLAnchorElement), questions: own, most: 2 * own.length, row: rows[index] };
  });

  const scored = () =>
    stages.map((stage) => {
      const answers = stage.questions.flatMap(({ id }) => memory.get(id) ?? []);
      const points = answers.reduce((sum, value) => sum + value, 0);
      return { ...stage, answered: answers.length, points, complete: answers.length === stage.questions.length };
    });
  const show = () => {
    for (const { id, inputs } of questions) for (const input of inputs) input.checked = Number(input.value) === memory.get(id);
    for (const { row, link, most, points, answered } of scored()) {
      const bar = element("meter", "", { max: most, value: points, ariaLabel: link.textContent });
      patch(row.cells[1], answered ? [bar, ` ${points}`] : []);
    }
    const weakest = scored().filter((stage) => stage.complete && stage.points < stage.most);
    weakest.sort((one, other) => one.points / one.most - other.points / other.most);
    findAll(document, ".weakest li").forEach((item, index) => {
      patch(item, [weakest[index]?.link.cloneNode(true) ?? "…"]);
    });
    find(panel, "[role=status]").textContent = fillText(panel.dataset.count ?? "", {
      done: questions.filter(({ id }) => memory.get(id) !== undefined).length,
      all: questions.length,
    });
  };
  const memory = remember({
    panel,
    kind: "answers",
    most: 2,
    known: (held) => questions.filter(({ id }) => held.has(id)).length,
    show,
  });
  sheet.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const question = questions.find(({ inputs }) => inputs.includes(input));
    if (question) memory.set(question.id, Number(input.value));
  });
  find(panel, "[data-does=profile]").addEventListener("click", () => {
    const lines = scored().map(({ link, points, most, answered, questions: { length } }) => [link.textContent ?? "", points, most, answered, length]);
    download("profile.csv", tableOf([["stage", "points", "of", "answered", "questions"], ...lines]), "text/csv");
  });
  sheet.before(panel);
  memory.start();
})();
