/* Assess yourself: points per stage, and the three weakest, from the answers on this page. */
(() => {
  const sheet = document.querySelector(".assess");
  if (!sheet) return;
  const rows = [...document.querySelectorAll(".profile tbody tr")];
  const stages = [...sheet.querySelectorAll("h2[id]")].map((heading, index) => {
    const questions = [...sheet.querySelectorAll(`fieldset[data-stage="${CSS.escape(heading.id)}"]`)];
    return { link: heading.querySelector("a"), questions, row: rows[index] };
  });
  const show = () => {
    const scored = stages.map((stage) => {
      const answers = stage.questions.map((question) => question.querySelector("input:checked")).filter(Boolean);
      const points = answers.reduce((sum, answer) => sum + Number(answer.value), 0);
      const most = 2 * stage.questions.length;
      const cell = stage.row.cells[1];
      const bar = document.createElement("meter");
      bar.max = most;
      bar.value = points;
      bar.setAttribute("aria-label", stage.link.textContent);
      cell.replaceChildren(...(answers.length ? [bar, ` ${points}`] : []));
      return { ...stage, share: points / most, complete: answers.length === stage.questions.length };
    });
    const weakest = scored.filter((stage) => stage.complete && stage.share < 1);
    weakest.sort((one, other) => one.share - other.share);
    document.querySelectorAll(".weakest li").forEach((item, index) => {
      const link = weakest[index]?.link.cloneNode(true);
      item.replaceChildren(link ?? "…");
    });
  };
  sheet.addEventListener("change", show);
  show();
})();
