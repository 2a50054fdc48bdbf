/* Files of a plan that are made when they are asked for: what makes them, and its words, are loaded then. */

/**
 * @typedef {{plan: PlanFile, title: string}} Outgoing a plan as it goes out, and how it is called
 * @typedef {{templates: Templates, words: PlanWords, store: ReturnType<typeof keepPlans>, showing: Showing,
 *   tell: (text: string, ...ways: HTMLElement[]) => void, ours: () => Outgoing | null, theirs: () => Outgoing | null}} FileKit
 *   `ours` gives the plan that is open, and `theirs` its version for the partner
 */

/** @param {HTMLElement} root @param {FileKit} kit */
function fileWays(root, kit) {
  const { words, store, tell } = kit;
  /** @type {ReturnType<typeof paperWays> | undefined} */
  let made;
  /** @template T @param {"papers" | "workbooks" | "calendars"} script @param {() => T} then @returns {Promise<T | undefined>} */
  const withScript = async (script, then) => {
    try {
      await Promise.all([root.dataset.files, root.dataset[script]].map((each) => loadScript(each ?? "")));
    } catch {
      tell(words.not_loaded);
      return undefined;
    }
    return then();
  };
  const withPapers = (/** @type {(ways: ReturnType<typeof paperWays>) => void} */ then) =>
    withScript("papers", () => then((made ??= PAPERS.waysOf(root, kit, (next) => withScript("workbooks", next)))));
  const kinds = ["xlsx", "planner", "asana", "partner-xlsx", "partner-planner", "partner-asana", "print", "person-sheet", "person-ics"];
  return {
    ways: Object.fromEntries(kinds.map((kind) => {
      const make = () => withPapers(({ ways }) => ways[kind]());
      return [kind, kind.endsWith("ics") ? () => withScript("calendars", make) : make];
    })),
    /** What writes calendars is loaded first. @param {() => void} then */
    withCalendars: (then) => void withScript("calendars", then),
    /** Show whose tasks can be taken alone: what prints is there by then. */
    show: () => void withPapers(({ show }) => show()),
    /**
     * Read a plan of a file: a workbook or plan.json.
     * @param {File} file @param {PlanFile | null} beside the plan that it may be of, where it holds none
     * @returns {Promise<PlanTaken>}
     */
    read: async (file, beside) => {
      const at = new Date(file.lastModified).toISOString();
      const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
      const not = (/** @type {string} */ reason) => ({ plan: null, faults: [], text: "", reason, told: [] });
      if ((first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf)) {
        return (await withScript("workbooks", () => WORKBOOKS.take(file, at, beside, kit))) ?? not("");
      }
      const text = await textOf(file);
      if (text === null) return not(words.faults.no_text);
      const { plan, faults, reason } = store.readShown(text, file.name, at);
      return { plan, faults, text, reason: plan ? "" : words.faults[reason], told: [] };
    },
  };
}

/** @typedef {{plan: PlanFile | null, faults: Fault[], text: string, reason: string, told: HTMLElement[]}} PlanTaken what a file gives: the reason in words where it is no plan, and what of a workbook was not read */
