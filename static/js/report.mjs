// The report while it is worked on: from paragraph to paragraph by keys, marks put into the text, and what is typed is
// saved after a pause and kept on this device until the house has it.
const writing = document.querySelector("#writing");
const form = writing?.closest("form");
for (const one of document.querySelectorAll("[data-with-script]")) one.hidden = false;

// ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────
const paragraphs = [...document.querySelectorAll("article.para[id]")];
const go = (by) => {
  const at = paragraphs.indexOf(document.activeElement?.closest("article.para[id]"));
  const seen = paragraphs.findIndex((one) => one.getBoundingClientRect().bottom > 0);
  const to = paragraphs[at >= 0 ? at + by : Math.max(seen, 0)];
  if (!to) return;
  to.tabIndex = -1;
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
};
if (paragraphs.length && !writing) {
  // The house has said that it has what was sent from there.
  if (document.querySelector(".flash") && document.referrer) {
    const from = new URL(document.referrer);
    try {
      for (const name of Object.keys(localStorage)) {
        const ours = name.startsWith("report ") && name.endsWith(` ${from.pathname}${from.search}`);
        if (ours && JSON.parse(localStorage[name]).sent) localStorage.removeItem(name);
      }
    } catch {
      // nothing was kept on this device
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      go(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && document.activeElement?.matches("article.para")) {
      document.activeElement.querySelector("aside .no-print a")?.click();
    }
  });
}

// ── Marks ────────────────────────────────────────────────────────────────────────────────────────────────────────
for (const button of document.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const mark = document.getElementById(button.dataset.insert).value;
    const into = document.getElementById(button.dataset.into);
    into.setRangeText(mark, into.selectionStart, into.selectionEnd, "end");
    into.dispatchEvent(new Event("input", { bubbles: true }));
    into.focus();
  });
}

// ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────
const PAUSE = 3000;
const AGAIN = 10000;
if (form) {
  const { autosave, who, before, after } = writing.dataset;
  const told = document.querySelector("#autosaved");
  const fields = [...form.querySelectorAll("textarea")];
  const version = form.elements.version;
  const name = `report ${who} ${location.pathname}${location.search}`;
  const now = () => fields.map((field) => field.value);
  // Spaces at the ends of lines and empty lines are not kept by the house either.
  const plain = (texts) => texts.map((text) => text.split("\n").map((line) => line.trim()).filter(Boolean).join("\n"));
  const same = (one, other) => JSON.stringify(plain(one)) === JSON.stringify(plain(other));
  let saved = now();
  let wait = 0;
  let sending = null;
  let stopped = Boolean(document.querySelector("#both")); // both texts are shown: only the person saves now
  let leaving = false;

  const store = (texts, sent = false) => {
    try {
      if (texts) localStorage.setItem(name, JSON.stringify({ texts, sent }));
      else localStorage.removeItem(name);
      return true;
    } catch {
      return false; // no room, or not allowed: then leaving the page is warned of
    }
  };
  const say = (key, values = {}) => {
    if (!told) return;
    const text = writing.dataset[key];
    told.textContent = Object.entries(values).reduce((line, [word, value]) => line.replace(`{${word}}`, value), text);
  };

  const send = async () => {
    clearTimeout(wait);
    if (!autosave || stopped || same(now(), saved)) return !stopped || same(now(), saved);
    if (sending) return sending.then(send);
    const texts = now();
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, version: version.value });
    fields.forEach((field) => body.set(field.name, field.value));
    sending = fetch(autosave, { method: "POST", body, keepalive: true }).catch(() => null);
    const answer = await sending;
    sending = null;
    const json = answer?.headers.get("Content-Type")?.startsWith("application/json");
    const news = json ? await answer.json().catch(() => null) : null;
    if (news?.version) {
      version.value = news.version;
      saved = texts;
      if (same(now(), saved)) store(null);
      say("saved", { time: new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" }) });
      return true;
    }
    if (news?.stale) {
      stopped = true;
      say("stale");
    } else if (news?.refused) {
      say("refused", { why: news.refused.join(" ") });
    } else if (answer && (answer.redirected || [400, 403, 404].includes(answer.status))) {
      stopped = true;
      say("out");
    } else {
      say("waiting");
      wait = setTimeout(send, AGAIN);
    }
    return false;
  };

  form.addEventListener("input", () => {
    store(now());
    clearTimeout(wait);
    wait = setTimeout(send, PAUSE);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(wait);
    store(now(), true); // until the house has said that it has it
  });
  document.addEventListener("keydown", async (event) => {
    if (event.ctrlKey && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit();
    }
    const to = event.key === "ArrowDown" ? after : event.key === "ArrowUp" ? before : "";
    if (event.altKey && !event.ctrlKey && !event.metaKey && to && !event.target.matches("select")) {
      event.preventDefault();
      if (await send()) location.assign(to);
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && !same(now(), saved) && !store(now())) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());

  // What was typed and never reached the house.
  const left = document.querySelector("#left");
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(name))?.texts;
  } catch {
    kept = null;
  }
  if (Array.isArray(kept) && kept.length === fields.length && !same(kept, now())) {
    if (document.querySelector(".errors")) store(now()); // the form holds it already
    else {
      left.hidden = false;
      document.querySelector("#left-text").textContent = kept.filter(Boolean).join("\n");
    }
  } else if (kept && !document.querySelector(".errors")) store(null);
  document.querySelector("#left-back")?.addEventListener("click", () => {
    fields.forEach((field, at) => (field.value = kept[at]));
    left.hidden = true;
    fields[0].dispatchEvent(new Event("input", { bubbles: true }));
    fields[0].focus();
  });
  document.querySelector("#left-away")?.addEventListener("click", () => {
    store(null);
    left.hidden = true;
    fields[0].focus();
  });
}
