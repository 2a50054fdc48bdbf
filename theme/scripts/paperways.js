/* What can be taken of the plan that is open: workbooks, tables for other programs, paper, and one person's tasks. */

/**
 * @param {HTMLElement} root @param {FileKit} kit @param {(then: () => Promise<void>) => void} withWorkbooks runs when their script is there
 * @returns {{ways: Record<string, () => void>, show: () => void}}
 */
function paperWays(root, { templates, words, store, showing, ours, theirs }, withWorkbooks) {
  const sheet = element("article", "", { className: "plan-paper" });
  root.append(sheet);
  /** @type {{owner: string, side: string} | null} whose tasks are printed alone */
  let printed = null;
  const editionOf = (/** @type {PlanFile} */ { edition }) => (edition === "partner" && templates.partner) || templates;
  const documentsOf = (/** @type {PlanFile} */ { edition }) => (edition === "partner" && PLAN_FILES.documents.partner) || PLAN_FILES.documents;
  const paper = (/** @type {PlanFile} */ plan) => paperOf(plan, store.standingOf(plan), editionOf(plan), documentsOf(plan));
  const markOf = (/** @type {PlanFile} */ plan) => (isInternal(plan) ? words.internal : "");

  const waysFor = (/** @type {() => Outgoing | null} */ give) => {
    const given = () => /** @type {Outgoing} */ (give());
    const table = (/** @type {string} */ program, /** @type {(paper: Paper) => string} */ write) => () =>
      download(fileNameOf(given().plan, given().title, `${program}.csv`), write(paper(given().plan)), "text/csv");
    return {
      xlsx: () =>
        withWorkbooks(async () => {
          const { plan, title } = given();
          const blob = await WORKBOOKS.write(plan, store.standingOf(plan), editionOf(plan), documentsOf(plan));
          download(fileNameOf(plan, title, "xlsx"), blob, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        }),
      ...{ planner: table("planner", plannerTable), asana: table("asana", asanaTable) },
    };
  };

  /* Partners' own people get the version for the partner, where there is one. */
  const planFor = (/** @type {string} */ side) => (side === "vendor" ? ours() : (theirs() ?? ours()));
  const people = () => {
    const found = SIDES.flatMap((side) => {
      const given = planFor(side);
      const tasks = given ? store.standingOf(given.plan).tasks : [];
      return tasks.filter((task) => task.side === side && task.owner && task.status !== "dropped").map(({ owner }) => ({ side, owner }));
    });
    return [...new Map(found.map((each) => [JSON.stringify([each.side, each.owner]), each])).values()];
  };
  const chosen = () => find(root, "[name=person]", HTMLSelectElement);
  const person = () => people()[chosen().selectedIndex];
  const otherOf = (/** @type {PlanFile} */ plan, /** @type {string} */ side) => (side === "vendor" ? plan.partner : templates.vendor);

  const draw = () => {
    const given = printed ? planFor(printed.side) : ours();
    if (!given) return clearPaper(sheet);
    const { plan } = given;
    const other = printed ? otherOf(plan, printed.side) || words.side.partner : "";
    const shown = paper(plan);
    return drawPaper(sheet, shown, printed ? personOnPaper(shown, printed, other, document.documentElement.lang) : planOnPaper(shown, templates.vendor), printed !== null);
  };
  const print = (/** @type {typeof printed} */ whose) => {
    printed = whose;
    window.print();
  };
  window.addEventListener("beforeprint", draw);
  window.addEventListener("afterprint", () => {
    printed = null;
    clearPaper(sheet);
  });
  return {
    ways: {
      ...waysFor(ours),
      ...Object.fromEntries(Object.entries(waysFor(theirs)).map(([name, way]) => [`partner-${name}`, way])),
      print: () => print(null),
      "person-sheet": () => print(person()),
      "person-ics": () => {
        const { owner, side } = person();
        const { plan } = /** @type {Outgoing} */ (planFor(side));
        const now = store.standingOf(plan);
        const name = [owner, nameOf(plan)].join(": ");
        const own = { ...now, gates: [], tasks: tasksOfPerson(now.tasks, { owner, side }) };
        const text = calendarFile(plan, own, undefined, otherOf(plan, side), name);
        download(fileNameOf(plan, name, "ics"), markCalendar(text, markOf(plan)), "text/calendar");
      },
    },
    show: () => {
      const options = people().map(({ side, owner }) => new Option(`${showing.sideOf(side)}: ${owner}`));
      const at = chosen().selectedIndex;
      chosen().replaceChildren(...options);
      chosen().selectedIndex = Math.min(Math.max(at, 0), options.length - 1);
    },
  };
}
