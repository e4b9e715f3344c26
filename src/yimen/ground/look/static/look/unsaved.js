// Whoever leaves a page of the desk while a form of it is changed and not sent is asked first; the browser has the words for it.
(() => {
  "use strict";
  const { typed } = document.currentScript.dataset; // the page shows again what was refused or not yet saved
  let sent = null;

  const differs = (one) => {
    if (one.type === "hidden" || one.disabled) return false;
    if (one.type === "file") return one.files.length > 0;
    if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
    if (one.options) {
      const options = [...one.options];
      if (!one.multiple && !options.some((option) => option.defaultSelected)) return one.selectedIndex > 0;
      return options.some((option) => option.selected !== option.defaultSelected);
    }
    return "defaultValue" in one && one.value !== one.defaultValue;
  };
  const changed = (form) =>
    form !== sent && ((typed && form.id === "main-form") || [...form.elements].some(differs));

  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sent = event.target;
  });
  document.addEventListener("input", () => (sent = null));
  addEventListener("beforeunload", (event) => {
    const guarded = document.querySelectorAll("main form[method=post]:not([data-kept-nowhere])");
    if ([...guarded].some(changed)) event.preventDefault();
  });
})();
