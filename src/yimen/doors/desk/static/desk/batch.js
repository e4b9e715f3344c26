// Counts the cases that are ticked in the inbox, and ticks all that can be accepted; without it they are ticked one by one.
(() => {
  "use strict";
  const bar = document.querySelector("[data-ticked]");
  if (!bar) return;
  const accept = bar.querySelector("button");
  const all = document.querySelector("[data-tick-all]");
  const boxes = () => [...document.querySelectorAll(`input[type=checkbox][name="${bar.dataset.ticked}"]`)];
  const count = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    accept.textContent = accept.dataset.words.replace("%(n)s", ticked);
    accept.disabled = ticked === 0;
    bar.classList.toggle("batch-ticked", ticked > 0);
    all.hidden = boxes().length === 0;
  };
  all.addEventListener("click", () => {
    const every = boxes().every((box) => box.checked);
    boxes().forEach((box) => (box.checked = !every));
    count();
  });
  document.addEventListener("change", count);
  document.addEventListener("renewed", count);
  addEventListener("pageshow", count);
})();
