/* What the pages of officers do beyond plain links and forms. Everything works without it. */
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (element) =>
    element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select") || element.isContentEditable;

  /* Going back, a browser may fetch the page anew: the form then keeps the key it was sent under, so that the
     server knows it again. The key is kept with the entry of the history, not with the address. */
  const keyOf = (form) => $("input[name=submission]", form);
  const rememberKey = (form) => {
    const key = keyOf(form);
    if (!key) return;
    const sent = { ...history.state?.sent, [form.getAttribute("action") ?? ""]: key.value };
    history.replaceState({ ...history.state, sent }, "");
  };
  const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (cameBack && history.state?.sent) {
    $$("form").forEach((form) => {
      const value = history.state.sent[form.getAttribute("action") ?? ""];
      if (value && keyOf(form)) keyOf(form).value = value;
    });
  }

  /* A form is sent once: its buttons are locked while the answer is on its way. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    rememberKey(form);
    setTimeout(() => $$("button", form).forEach((button) => button.setAttribute("aria-disabled", "true")));
  });
  /* The back button shows a page from memory: its forms may be used again, the server tells twice from once. */
  window.addEventListener("pageshow", () => {
    $$("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      $$("button", form).forEach((button) => button.removeAttribute("aria-disabled"));
    });
  });

  /* Keys: / search, ? help, j k rows, Enter open, x tick, g then i inbox. */
  let row = -1;
  const rows = () => $$("[data-row], .rj-list tbody tr");
  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    all[row]?.classList.remove("rj-here");
    row = Math.max(0, Math.min(all.length - 1, row + step));
    all[row].classList.add("rj-here");
    all[row].scrollIntoView({ block: "nearest" });
  };
  const help = () => $("#rj-keys");
  const keys = {
    "/": () => $("#rj-search")?.focus(),
    "?": () => (help().open ? help().close() : help().showModal()),
    j: () => go(1),
    k: () => go(-1),
    x: () => $("input[type=checkbox]", rows()[row] ?? document.createElement("p"))?.click(),
    Enter: () => ($("[data-open]", rows()[row]) ?? $("a", rows()[row]))?.click(),
    i: () => $("[data-inbox]")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key === "Enter" && (row < 0 || event.target.closest("a, button, summary, label, input"))) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  /* Rows are ticked one by one, from the last one to this one with shift, or all of the page. */
  const boxes = () => $$("input[name=row]");
  let last = null;
  const countTicked = () => {
    const said = $("[data-ticked]");
    if (!said) return;
    const number = boxes().filter((box) => box.checked).length;
    said.textContent = number ? said.dataset.some.replace("{n}", number) : said.dataset.none;
    const all = $("[data-tick-all]");
    all.checked = number > 0 && number === boxes().length;
    all.indeterminate = number > 0 && !all.checked;
    all.parentElement.hidden = false;
  };
  const tick = (box, event) => {
    const all = boxes();
    const from = all.indexOf(last);
    const to = all.indexOf(box);
    if (event.shiftKey && from >= 0) {
      all.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((each) => { each.checked = box.checked; });
    }
    last = box;
    countTicked();
  };
  document.addEventListener("click", (event) => {
    if (event.target.matches("input[name=row]")) tick(event.target, event);
    if (event.target.matches("[data-tick-all]")) {
      boxes().forEach((box) => { box.checked = event.target.checked; });
      countTicked();
    }
  });
  document.addEventListener("htmx:afterSwap", countTicked);
  window.addEventListener("pageshow", countTicked);

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) help()?.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-again]")) location.reload();
  });
  $("[data-again]")?.removeAttribute("hidden");

  /* A part of the page could not be fetched: what is on the page stays, and a line says so until it can. */
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 503) $("#rj-recovering")?.removeAttribute("hidden");
  });
  document.addEventListener("htmx:afterSwap", () => $("#rj-recovering")?.setAttribute("hidden", ""));

  /* Choosing one of thousands: what is ticked moves up to what was chosen, and the list closes. */
  const pick = (input) => {
    const box = input.closest(".rj-pick");
    const chosen = $(".rj-picked", box);
    const option = input.closest(".rj-option");
    if (!input.checked) return option.parentElement === chosen ? option.remove() : undefined;
    if ("one" in box.dataset) chosen.replaceChildren(option);
    else if (!$$("input", chosen).some((other) => other !== input && other.value === input.value)) chosen.append(option);
    $(".rj-options", box).replaceChildren();
    const words = $("input[type=search]", box);
    words.value = "";
    words.focus();
  };
  document.addEventListener("change", (event) => {
    if (event.target.closest(".rj-option")) pick(event.target);
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.(".rj-pick");
    if (!box) return;
    /* The arrows only walk: in radio buttons they would choose at once. */
    const all = [$("input[type=search]", box), ...$$(".rj-options input", box)];
    const here = all.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && here >= 0) { event.preventDefault(); all[here + step]?.focus(); }
    if (event.key === "Enter" && here > 0) { event.preventDefault(); event.target.click(); }
    if (event.key === "Escape") { $(".rj-options", box).replaceChildren(); all[0].focus(); }
  });

  /* What was typed is kept in this tab until it was sent, so that a session's end loses nothing. */
  const place = (form) => `draft ${document.body.dataset.person} ${location.pathname} ${form.getAttribute("action") ?? ""}`;
  const kept = (form) => $$("input, textarea, select", form).filter(
    (field) => field.name && !["hidden", "file", "password", "submit"].includes(field.type));
  const save = (form) => {
    const values = kept(form).map((field) => [field.name, field.value, field.checked ?? null]);
    sessionStorage.setItem(place(form), JSON.stringify(values));
  };
  const restore = (form) => {
    const draft = JSON.parse(sessionStorage.getItem(place(form)) ?? "null");
    if (!draft) return;
    const fields = kept(form);
    draft.forEach(([name, value, checked], nth) => {
      const field = fields[nth];
      if (!field || field.name !== name) return;
      if (["checkbox", "radio"].includes(field.type)) field.checked = checked;
      else field.value = value;
    });
    $("#rj-restored")?.removeAttribute("hidden");
  };
  const forms = () => $$("main form").filter((form) => form.method === "post");
  if (document.body.dataset.person) {
    /* Sent and answered: a page that says so starts clean. */
    if (document.body.dataset.answered && sessionStorage.getItem("sent")) {
      sessionStorage.removeItem(sessionStorage.getItem("sent"));
      sessionStorage.removeItem("sent");
    }
    forms().forEach((form) => {
      restore(form);
      form.addEventListener("input", () => save(form));
      form.addEventListener("change", () => save(form));
      form.addEventListener("submit", () => sessionStorage.setItem("sent", place(form)));
    });
  }

  /* Five minutes before the session ends: say so, and let it go on by one click. */
  const seconds = Number(document.body.dataset.session ?? 0);
  const warning = $("#rj-session");
  if (seconds && warning) {
    let timer;
    const wait = (left) => {
      clearTimeout(timer);
      warning.hidden = true;
      timer = setTimeout(() => { warning.hidden = false; $("button", warning)?.focus(); }, Math.max(0, left - 300) * 1000);
    };
    $("button", warning).addEventListener("click", async () => {
      const answer = await fetch(warning.dataset.keep, { headers: { "X-Requested-With": "fetch" } });
      if (answer.ok && !answer.redirected) wait(Number(await answer.text()));
      else if (answer.status === 503) $("#rj-recovering")?.removeAttribute("hidden");
      else location.reload();
    });
    wait(seconds);
  }
})();
