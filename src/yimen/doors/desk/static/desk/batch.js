// Ticks every case of the inbox that can be accepted, or none again; without it they are ticked one by one.
(() => {
  "use strict";
  document.querySelectorAll("[data-tick-all]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${button.dataset.tickAll}"]`)];
      const all = boxes.every((box) => box.checked);
      boxes.forEach((box) => (box.checked = !all));
    });
  });
})();
