/* What CSS cannot do. Every page reads well without it. */
(() => {
  for (const current of document.querySelectorAll(".you-are-here strong")) current.setAttribute("aria-current", "page");

  /* What scrolls sideways must be reachable by keyboard and have a name: that of the heading above it. */
  const headings = findAll(document, ".md-content :is(h1, h2, h3, h4)");
  /** @type {Map<Element, string>} */
  const named = new Map();
  const name = (/** @type {Element} */ box) => {
    if (!named.has(box)) {
      const words = nameOf(box);
      const alike = [...named.values()].filter((each) => each === words || each.startsWith(`${words} (`)).length;
      named.set(box, alike ? `${words} (${alike + 1})` : words);
    }
    return named.get(box) ?? "";
  };
  const nameOf = (/** @type {Element} */ box) => {
    const above = headings.filter((each) => each.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
    if (!above) return document.title;
    const chapter = box.closest(".chapter")?.querySelector("h1"); // a booklet has many headings of the same words
    return [chapter, above].map((each) => each?.firstChild?.textContent?.trim()).filter(Boolean).join(": ");
  };
  const mark = (/** @type {HTMLElement} */ box) => {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", name(box));
    } else {
      for (const attribute of ["tabindex", "role", "aria-label"]) box.removeAttribute(attribute);
    }
  };
  window.addEventListener("load", () => {
    const watch = new ResizeObserver((entries) => entries.forEach((entry) => mark(/** @type {HTMLElement} */ (entry.target))));
    for (const box of findAll(document, ".md-typeset__scrollwrap, .formula")) {
      mark(box);
      watch.observe(box);
    }
  });

  /* Whether a review is overdue depends on the day of reading, not on that of the build. */
  for (const review of findAll(document, ".review[data-due]")) {
    if ((review.dataset.due ?? "") >= today()) continue;
    review.classList.add("overdue");
    if (review.closest(".facts")) for (const note of findAll(document, ".overdue-note")) note.hidden = false;
  }

  for (const button of findAll(document, "[data-prints]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  /* The page as plain Markdown stands beside it; where a script may not read it, or nothing can be copied, it is opened. */
  for (const copy of findAll(document, "[data-copies]")) {
    if (location.protocol === "file:") break;
    const { copies = "", copied = "" } = copy.dataset;
    /** @type {HTMLElement} */ (copy.parentElement).hidden = false;
    copy.addEventListener("click", async () => {
      try {
        const answer = await fetch(copies);
        if (!answer.ok) throw new Error(answer.statusText);
        await navigator.clipboard.writeText(await answer.text());
        find(document, ".as-markdown [role=status]").textContent = copied;
      } catch {
        location.href = copies;
      }
    });
  }

  /* Paper shows everything. */
  /** @type {HTMLDetailsElement[]} */
  const closed = [];
  /** @type {Map<HTMLDetailsElement, string>} of which only one is open at a time */
  const groups = new Map();
  window.addEventListener("beforeprint", () => {
    for (const details of findAll(document, "details[name]", HTMLDetailsElement)) {
      groups.set(details, details.name);
      details.removeAttribute("name");
    }
    for (const details of findAll(document, "details:not([open])", HTMLDetailsElement)) {
      details.open = true;
      closed.push(details);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of closed.splice(0)) details.open = false;
    for (const [details, name] of groups) details.name = name;
    groups.clear();
  });
})();
