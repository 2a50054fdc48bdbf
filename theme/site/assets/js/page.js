/* What CSS cannot do. Every page reads well without it. */
(function () {
  /* Material opens its drawer and its search by hidden checkboxes, which no keyboard reaches; our buttons do it. */
  for (const button of document.querySelectorAll("[data-opens]")) {
    const toggle = document.getElementById(button.dataset.opens);
    button.addEventListener("click", () => toggle.click());
    toggle.addEventListener("change", () => {
      if (button.hasAttribute("aria-expanded")) button.setAttribute("aria-expanded", String(toggle.checked));
    });
  }

  const drawer = document.getElementById("__drawer");
  const pages = document.getElementById("__pages");
  drawer.addEventListener("change", () => {
    if (drawer.checked) pages.querySelector("a").focus();
  });
  const search = document.getElementById("__search");
  search.addEventListener("change", () => {
    if (search.checked) document.querySelector(".md-search__input")?.focus();
  });
  pages.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    document.querySelector('[data-opens="__drawer"]').focus();
  });

  for (const current of document.querySelectorAll(".you-are-here strong")) current.setAttribute("aria-current", "page");

  /* What scrolls sideways must be reachable by keyboard and have a name: that of the heading above it. */
  const headings = [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4)")];
  const named = new Map();
  const name = (box) => {
    if (!named.has(box)) {
      const words = nameOf(box);
      const alike = [...named.values()].filter((each) => each === words || each.startsWith(`${words} (`)).length;
      named.set(box, alike ? `${words} (${alike + 1})` : words);
    }
    return named.get(box);
  };
  const nameOf = (box) => {
    const above = headings.filter((each) => each.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
    if (!above) return document.title;
    const chapter = box.closest(".chapter")?.querySelector("h1"); // a booklet has many headings of the same words
    return [chapter, above].filter(Boolean).map((each) => each.firstChild.textContent.trim()).join(": ");
  };
  const mark = (box) => {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", name(box));
    } else {
      for (const attribute of ["tabindex", "role", "aria-label"]) box.removeAttribute(attribute);
    }
  };
  window.addEventListener("load", () => {
    const watch = new ResizeObserver((entries) => entries.forEach((entry) => mark(entry.target)));
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .formula")) {
      mark(box);
      watch.observe(box);
    }
  });

  /* Whether a review is overdue depends on the day of reading, not on that of the build. */
  const now = new Date();
  const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  for (const review of document.querySelectorAll(".review[data-due]")) {
    if (review.dataset.due >= today) continue;
    review.classList.add("overdue");
    const note = review.closest(".facts") && document.querySelector(".overdue-note");
    if (note) note.hidden = false;
  }

  for (const button of document.querySelectorAll("[data-prints]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  /* Paper shows everything. */
  const closed = [];
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.open = true;
      closed.push(details);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of closed.splice(0)) details.open = false;
  });
})();
