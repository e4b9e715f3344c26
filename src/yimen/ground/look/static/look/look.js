// Makes pages more comfortable; every page works without it.
(() => {
  "use strict";
  const each = (selector, work) => document.querySelectorAll(selector).forEach(work);

  // An error summary takes the focus, so that it is read first.
  document.querySelector("[data-focus]")?.focus();

  // A form is sent once, however often its button is pressed.
  each("form", (form) =>
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      if (!event.submitter?.name?.startsWith("_")) form.dataset.sent = "1";
      setTimeout(() => delete form.dataset.sent, 8000);
    }),
  );

  // A question that depends on others is shown when it applies; the server judges the same rule.
  const holds = (rule, data) => {
    if (rule.op === "all") return rule.parts.every((part) => holds(part, data));
    if (rule.op === "any") return rule.parts.some((part) => holds(part, data));
    const given = data.getAll(rule.field).filter((one) => one.trim() !== "");
    const limit = rule.values[0];
    const ordered = (one) => (/^-?[0-9.]+$/.test(one) ? Number(one) : one);
    if (rule.op === "filled") return given.length > 0 === (limit !== "False");
    if (rule.op === "greater") return given.some((one) => ordered(one) > ordered(limit));
    if (rule.op === "less") return given.some((one) => ordered(one) < ordered(limit));
    const said = given.length ? given : [data.has(rule.field) ? "" : "false", ""];
    return said.some((one) => rule.values.includes(one)) === (rule.op !== "not");
  };
  each("[data-shown-rule], [data-shown-by]", (field) => {
    const form = field.closest("form");
    const { shownRule, shownBy, shownWhen } = field.dataset;
    const rule = shownRule ? JSON.parse(shownRule) : { op: "equals", field: shownBy, values: [shownWhen] };
    const look = () => {
      field.hidden = !holds(rule, new FormData(form));
    };
    form.addEventListener("change", look);
    look();
  });

  // What is folded is printed whole.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((one) => (one.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((one) => (one.open = false)));
  each("[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
  each("[data-submit-on-change]", (field) =>
    field.addEventListener("change", () => field.form.requestSubmit()),
  );

  // What is typed is kept on the server while it is typed.
  each("form[data-autosave]", (form) => {
    let waiting,
      last = new URLSearchParams(new FormData(form)).toString();
    const note = document.querySelector("[data-autosave-note]");
    const save = async () => {
      const data = new FormData(form);
      const now = new URLSearchParams(data).toString();
      if (now === last) return;
      data.append("_autosave", "1");
      try {
        const answer = await fetch(form.action || location.href, {
          method: "POST",
          body: data,
          redirect: "manual",
        });
        if (answer.ok) {
          last = now;
          if (note) note.hidden = false;
        }
      } catch {
        /* the next change tries again */
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(save, 1500);
    });
  });

  // A page that shows something living renews its parts when it changes; what was ticked stays.
  const tickAgain = (from, to) => {
    const ticked = [...from.querySelectorAll("input:checked")];
    const known = new Set(ticked.map((one) => `${one.name}=${one.value}`));
    to.querySelectorAll("input[type=checkbox]").forEach((one) => {
      one.checked = known.has(`${one.name}=${one.value}`);
    });
  };
  const living = document.querySelector("[data-live]");
  if (living && "EventSource" in window) {
    let renewing = false,
      again = false;
    const renew = async () => {
      if (renewing) {
        again = true;
        return;
      }
      renewing = true;
      try {
        const answer = await fetch(location.href, { headers: { "X-Live": "1" } });
        if (answer.ok) {
          const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
          each("[data-live-part]", (part) => {
            const other = fresh.getElementById(part.id);
            if (other && !part.contains(document.activeElement)) {
              tickAgain(part, other);
              part.replaceWith(document.importNode(other, true));
            }
          });
          document.dispatchEvent(new Event("renewed"));
        }
      } catch {
        /* the next event tries again */
      }
      renewing = false;
      if (again) {
        again = false;
        renew();
      }
    };
    const source = new EventSource(living.dataset.live);
    source.addEventListener("changed", renew);
    addEventListener("pagehide", () => source.close());
  }

  // Before the session ends the reader is warned and can stay with one key.
  const session = document.querySelector("[data-session-seconds]");
  if (session) {
    const warn = () => {
      session.hidden = false;
      session.querySelector("button")?.focus();
    };
    let timer = setTimeout(warn, (Number(session.dataset.sessionSeconds) - 120) * 1000);
    session.querySelector("button")?.addEventListener("click", async () => {
      await fetch(location.href, { headers: { "X-Live": "1" } });
      session.hidden = true;
      clearTimeout(timer);
      timer = setTimeout(warn, (Number(session.dataset.sessionSeconds) - 120) * 1000);
    });
  }

  // Keys for officers: / to search, j and k through the list, g i for the inbox.
  if (document.body.classList.contains("desk")) {
    addEventListener("keydown", (event) => {
      if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey)
        return;
      const rows = [...document.querySelectorAll("[data-row] a")];
      const here = rows.indexOf(document.activeElement);
      if (event.key === "/") {
        event.preventDefault();
        document.querySelector("[type=search]")?.focus();
      }
      if (event.key === "j") rows[Math.min(here + 1, rows.length - 1)]?.focus();
      if (event.key === "k") rows[Math.max(here - 1, 0)]?.focus();
      if (event.key === "i") location.href = "/desk/";
    });
  }
})();
