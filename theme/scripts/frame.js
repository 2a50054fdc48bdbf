/* The frame around a page: what Material opens by hidden checkboxes, which no keyboard reaches. A page to be embedded has none. */
(() => {
  if (!document.querySelector("#__drawer")) return;
  for (const button of findAll(document, "[data-opens]")) {
    const toggle = find(document, `#${button.dataset.opens}`, HTMLInputElement);
    button.addEventListener("click", () => toggle.click());
    button.hidden = false; // one that waits for this script is not shown before it works
    toggle.addEventListener("change", () => {
      if (button.hasAttribute("aria-expanded")) button.setAttribute("aria-expanded", String(toggle.checked));
    });
  }

  const drawer = find(document, "#__drawer", HTMLInputElement);
  const pages = find(document, "#__pages");
  drawer.addEventListener("change", () => {
    if (drawer.checked) find(pages, "a").focus();
  });
  pages.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    find(document, '[data-opens="__drawer"]').focus();
  });
})();
