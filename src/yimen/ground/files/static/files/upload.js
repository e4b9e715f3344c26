// Sends large files in parts and goes on after a broken line; without it the form sends them whole.
(() => {
  "use strict";
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  const start = async (file) => {
    const body = new FormData();
    body.append("name", file.name);
    body.append("size", file.size);
    const answer = await fetch("/files/", { method: "POST", body, headers: { "X-CSRFToken": token() } });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error);
    return told;
  };

  const send = async (file, progress) => {
    const { id, part } = await start(file);
    let offset = 0, tries = 0;
    while (offset < file.size) {
      let answer;
      try {
        answer = await fetch(`/files/${id}/part/`, {
          method: "PATCH",
          body: file.slice(offset, offset + part),
          headers: { "X-CSRFToken": token(), "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" },
        });
      } catch {
        if (++tries > 8) throw new Error(progress.dataset.broken);
        await wait(500 * 2 ** tries);
        const place = await fetch(`/files/${id}/part/`).then((it) => it.json()).catch(() => null);
        if (place) offset = place.offset;
        continue;
      }
      const told = await answer.json();
      if (answer.status === 409) { offset = (await fetch(`/files/${id}/part/`).then((it) => it.json())).offset; continue; }
      if (!answer.ok) throw new Error(told.error);
      offset = told.state === "ready" ? file.size : told.offset;
      tries = 0;
      progress.value = offset / file.size;
    }
    return id;
  };

  document.querySelectorAll("input[type=file][data-upload]").forEach((input) => {
    input.addEventListener("change", async () => {
      const form = input.form, note = form.querySelector("[data-upload-note]"), bar = form.querySelector("progress");
      bar.hidden = false;
      input.disabled = true;
      note.textContent = "";
      try {
        for (const file of input.files) {
          const hidden = document.createElement("input");
          hidden.type = "hidden";
          hidden.name = "uploaded";
          hidden.value = await send(file, bar);
          form.append(hidden);
        }
        form.requestSubmit();
      } catch (error) {
        note.textContent = error.message;
        bar.hidden = true;
        input.disabled = false;
        input.value = "";
      }
    });
  });
})();
