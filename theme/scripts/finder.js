/* The way to the search: a button and a key open it; what finds is loaded then. */
(() => {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog.search"));
  if (!dialog) return;
  const input = find(dialog, "input", HTMLInputElement);
  const { index = "", script = "", broken = "" } = dialog.dataset;

  const open = async () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    try {
      await loadScript(index);
      await loadScript(script);
    } catch {
      find(dialog, ".search__told").textContent = broken;
    }
  };
  const isTyping = (/** @type {EventTarget | null} */ target) =>
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));

  for (const opener of findAll(document, "[data-searches]")) {
    opener.hidden = false; // it is not shown before it works
    opener.addEventListener("click", open);
  }
  find(dialog, "[data-closes]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  document.addEventListener("keydown", (event) => {
    const isAsked = (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (!isAsked || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
})();
