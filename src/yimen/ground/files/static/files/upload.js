// Sends files in parts, goes on after a broken line or a closed page, and lets them be dropped; without it the form sends them whole.
(() => {
  "use strict";
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const TRIES = 8;

  class Refusal extends Error {}

  // The words of a refusal; null if the answer holds none (a page of a proxy, a broken line).
  const words = async (answer) => answer.json().then((told) => told.error || null).catch(() => null);

  const mark = (file) => `yimen-upload ${file.name} ${file.size} ${file.lastModified}`;
  const noted = (file) => { try { return sessionStorage.getItem(mark(file)); } catch { return null; } };
  const note = (file, id) => {
    try { if (id) sessionStorage.setItem(mark(file), id); else sessionStorage.removeItem(mark(file)); } catch { /* private browsing */ }
  };

  const standing = async (id) => {
    const answer = await fetch(`/files/${id}/part/`, { redirect: "error" });
    return answer.ok ? answer.json() : null;
  };

  const start = async (file) => {
    const before = noted(file);
    const place = before ? await standing(before).catch(() => null) : null;
    if (place && place.state === "receiving") return place;
    const body = new FormData();
    body.append("name", file.name);
    body.append("size", file.size);
    const answer = await fetch("/files/", { method: "POST", body, redirect: "error", headers: { "X-CSRFToken": token() } });
    if (!answer.ok) throw new Refusal(await words(answer) || "");
    const told = await answer.json();
    note(file, told.id);
    return told;
  };

  const sendPart = (id, offset, part) => fetch(`/files/${id}/part/`, {
    method: "PATCH",
    body: part,
    redirect: "error",
    headers: { "X-CSRFToken": token(), "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" },
  });

  const send = async (file, report) => {
    const { id, offset: from, part = 4 * 1024 * 1024 } = await start(file);
    let offset = from, tries = 0;
    while (offset < file.size) {
      const answer = await sendPart(id, offset, file.slice(offset, offset + part)).catch(() => null);
      if (answer && answer.ok) {
        const told = await answer.json();
        offset = told.state === "ready" ? file.size : told.offset;
        tries = 0;
        report(offset);
        continue;
      }
      if (answer && answer.status !== 409 && answer.status < 500) { note(file, null); throw new Refusal(await words(answer) || ""); }
      if (answer && answer.status > 500 && await words(answer.clone())) throw new Refusal(await words(answer));
      if (++tries > TRIES) throw new Refusal("");
      await wait(answer ? 250 : 500 * 2 ** tries);
      const place = await standing(id).catch(() => null);
      if (place) offset = place.offset;
    }
    note(file, null);
    return id;
  };

  const inputs = document.querySelectorAll("input[type=file][data-upload]");

  // A button that is pressed while files are being sent waits until they have arrived.
  let pressed = null;
  new Set([...inputs].map((input) => input.form)).forEach((form) => form.addEventListener("submit", (event) => {
    if (!form.hasAttribute("aria-busy")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = event.submitter;
  }, true));

  const take = async (input, files) => {
    const form = input.form, place = input.closest("section") || form;
    const told = place.querySelector("[data-upload-note]"), bar = place.querySelector("progress");
    const total = [...files].reduce((sum, file) => sum + file.size, 0) || 1;
    let done = 0;
    bar.hidden = false;
    inputs.forEach((one) => (one.disabled = true));
    told.textContent = "";
    form.setAttribute("aria-busy", "true");
    try {
      for (const file of files) {
        const hidden = document.createElement("input");
        hidden.type = "hidden";
        hidden.name = input.dataset.upload;
        hidden.value = await send(file, (offset) => { bar.value = (done + offset) / total; });
        form.append(hidden);
        done += file.size;
      }
      form.removeAttribute("aria-busy");
      form.requestSubmit(pressed || place.querySelector("[data-upload-add]"));
    } catch (error) {
      told.textContent = error instanceof Refusal && error.message ? error.message : bar.dataset.broken;
      bar.hidden = true;
      pressed = null;
      inputs.forEach((one) => (one.disabled = false));
      input.value = "";
      input.focus();
    } finally {
      form.removeAttribute("aria-busy");
    }
  };

  inputs.forEach((input) => {
    const place = input.closest("section") || input.form, add = place.querySelector("[data-upload-add]");
    if (add) add.closest("p").hidden = true; // a file goes as soon as it is chosen
    input.addEventListener("change", () => { if (input.files.length) take(input, input.files); });
    place.addEventListener("dragover", (event) => { event.preventDefault(); place.dataset.dropping = ""; });
    place.addEventListener("dragleave", () => delete place.dataset.dropping);
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      delete place.dataset.dropping;
      if (!input.disabled && event.dataTransfer.files.length) take(input, event.dataTransfer.files);
    });
  });
})();
