/* What CSS cannot do. Every page reads well without it. */
"use strict";

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

/* Where is this written? The list of places is read when somebody asks, each time anew. */
(() => {
  const own = document.querySelector(".written");
  if (!own || document.querySelector(".chapter")) return; // a booklet is made of other pages
  const button = own.querySelector(".written__button");
  const panel = own.querySelector(".written__panel");
  const status = own.querySelector("[role=status]");
  const pieces = own.querySelector("template").content;
  const list = new URL(own.dataset.list, location.href);
  const page = location.pathname.slice(new URL(".", list).pathname.length).replace(/index\.html$/, "");

  const piece = (of) => pieces.querySelector(`[data-of="${of}"]`).cloneNode(true);

  const copy = async (file, words) => {
    try {
      await navigator.clipboard.writeText(file.textContent);
      status.textContent = words.done;
    } catch {
      getSelection().selectAllChildren(file);
      status.textContent = document.execCommand("copy") ? words.done : words.selected;
    }
  };

  const placed = (of, { file, line }, hosts) => {
    const place = piece(of);
    const [shown, edit, copier] = ["file", "edit", "copy"].map((each) => place.querySelector(`.written__${each}`));
    const fill = (address) => address.replace("{file}", () => file).replace("{line}", () => line);
    shown.textContent = `${file}:${line}`;
    if (hosts.view) shown.href = fill(hosts.view);
    if (hosts.edit) edit.href = fill(hosts.edit);
    else edit.remove();
    copier.setAttribute("aria-label", `${copier.textContent}: ${shown.textContent}`);
    copier.addEventListener("click", () => {
      status.textContent = "";
      copy(shown, copier.dataset);
    });
    return place;
  };

  /* The part that the address leads to: by its anchor, that of what is around it, or what its own begins with. */
  const part = (known) => {
    const target = document.querySelector(":target");
    for (let at = target; at; at = at.parentElement) if (at.id && known.has(at.id)) return known.get(at.id);
    return target && known.get(target.id.replace(/_[^_]*$/, ""));
  };

  const answer = async () => {
    const hosts = await (await fetch(list, { cache: "no-cache" })).json();
    const known = new Map();
    for (const [file, lines] of Object.entries(hosts.pages[page] ?? {})) {
      for (const [anchor, line] of Object.entries(lines)) known.set(anchor, { file, line });
    }
    const found = [["part", part(known)], ["page", known.get("")]].filter(([, place]) => place);
    return found.length ? found.map(([of, place]) => placed(of, place, hosts)) : [piece("many")];
  };

  const show = async () => panel.replaceChildren(...(await answer().catch(() => [piece("failed")])));

  own.hidden = false;
  button.addEventListener("click", async () => {
    const opens = panel.hidden;
    if (opens) await show();
    panel.hidden = !opens;
    button.setAttribute("aria-expanded", String(opens));
  });
  addEventListener("hashchange", () => panel.hidden || show());
})();
