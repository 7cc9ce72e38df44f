// The record of a session: what is typed is saved after a pause and kept on this device until the house has it; what
// others write appears by itself. Each paragraph says the version it was written on: two texts are never mixed up.
const record = document.querySelector("#record");
const list = record?.querySelector("#minutes");
const composer = record?.querySelector("#composer");
const EVERY = 4000;
const PAUSE = 1200;
const AGAIN = 5000;
const { home, who, low, high } = record?.dataset ?? {};
const said = (name) => record.dataset[name];
const part = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const editors = new Map(); // by their li
const idOf = (li) => li.id.slice(1); // empty: the house does not know it yet
let mark = Number(record?.dataset.mark ?? 0);
let tag = record?.dataset.tag ?? "";
let sending = null;
let again = false;
let storing = true;

// ── What waits on this device ────────────────────────────────────────────────────────────────────────────────────
const PREFIX = `minutes ${who} ${home} `;
const keep = (name, draft) => {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ ...draft, at: Date.now() }));
  } catch {
    storing = false; // no room, or not allowed: then leaving the page is warned of
  }
};
const drop = (name) => {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    storing = false;
  }
};
const kept = () => {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    const drafts = names.map((name) => ({ name: name.slice(PREFIX.length), ...JSON.parse(localStorage[name]) }));
    return drafts.sort((one, other) => one.at - other.at);
  } catch {
    return [];
  }
};
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// ── To the house and back ────────────────────────────────────────────────────────────────────────────────────────
const post = async (path, fields) => {
  const token = composer.querySelector("[name=csrf_token]").value;
  const since = mark;
  const body = new URLSearchParams({ csrf_token: token, since, ...fields });
  const answer = await fetch(home + path, { method: "POST", body }).catch(() => null);
  const told = answer?.headers.get("Content-Type") === "application/json" ? await answer.json().catch(() => null) : null;
  if (told) return { status: answer.status, since, ...told };
  return { lost: answer !== null && (answer.redirected || [400, 403, 404].includes(answer.status)) ? "out" : "waiting" };
};

const place = (li) => {
  const at = Number(li.dataset.at);
  const next = [...list.children].find((one) => one !== li && one.dataset.at && Number(one.dataset.at) > at);
  let stands = li.nextElementSibling; // what is not sent yet stands with the paragraph before it
  while (stands && !stands.dataset.at) stands = stands.nextElementSibling;
  if (li.parentNode === list && stands === (next ?? null)) return;
  const focused = li.contains(document.activeElement) ? document.activeElement : null;
  list.insertBefore(li, next ?? null);
  focused?.focus();
};

// Who may be named was changed while people write: what waits here goes by the rule of now.
const narrowed = (attribution) => {
  record.dataset.attribution = attribution;
  document.querySelector("#before")?.remove(); // it may name organizations; a new page says what still may be told
  for (const editor of editors.values()) {
    if (editor.id) continue;
    editor.fields.attribution = attribution;
    if (attribution === "chatham_house") for (const name of ["speaker", "organization", "naming_approved"]) delete editor.fields[name];
  }
};

const renumber = () => {
  const told = list.querySelectorAll(".change .sr");
  told.forEach((one, n) => (one.textContent = ` ${said("number").replace("{n}", list.start + n)}`));
};

const inThisPart = (at) => !((low && at < Number(low)) || (high && at > Number(high)));

const apply = (news) => {
  if (news.mark < mark) {
    // An older answer came later: all of it is asked for once more.
    mark = news.since;
    tag = "";
    return;
  }
  for (const id of news.gone) {
    const li = document.getElementById(`p${id}`);
    if (li && !editors.has(li)) li.remove();
  }
  const rows = new DOMParser().parseFromString(`<ol>${news.rows}</ol>`, "text/html").querySelectorAll("li");
  for (const row of rows) {
    const there = document.getElementById(row.id);
    const editor = editors.get(there);
    const at = Number(row.dataset.at);
    if (!there && !inThisPart(at)) continue;
    if (editor) {
      editor.row = row; // as the house draws it, for when the writing is done
      there.dataset.at = row.dataset.at;
      if (Number(row.dataset.version) > editor.version) editor.tell("newer");
      place(there);
    } else if (there) {
      const stood = there.contains(document.activeElement);
      there.replaceWith(row);
      place(row);
      if (stood) row.querySelector(".change")?.focus();
    } else {
      place(row);
    }
  }
  if (news.attribution !== said("attribution")) narrowed(news.attribution);
  mark = Math.max(mark, news.mark);
  tag = news.tag;
  renumber();
};

const look = async () => {
  if (!document.hidden && !sending) {
    const headers = tag ? { "If-None-Match": tag } : {};
    const since = mark;
    const answer = await fetch(`${said("now")}?since=${since}`, { headers, cache: "no-store" }).catch(() => null);
    const news = answer?.status === 200 && !answer.redirected ? await answer.json().catch(() => null) : null;
    if (news && since === mark) apply({ since, ...news });
  }
  setTimeout(look, EVERY);
};

// ── Writing in one paragraph ─────────────────────────────────────────────────────────────────────────────────────
const clock = () => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date());

class Editor {
  constructor(li, draft = null) {
    this.li = li;
    this.id = idOf(li);
    this.key = draft?.key ?? (this.id ? "" : newKey());
    this.fields = draft?.fields ?? {};
    this.version = draft?.version ?? Number(li.dataset.version ?? 0);
    this.text = li.querySelector(".said")?.textContent ?? "";
    this.box = part("editor");
    this.area = this.box.querySelector("textarea");
    this.area.value = draft?.text ?? this.text;
    this.area.setAttribute("aria-label", li.querySelector(".change .sr")?.textContent.trim() || said("new"));
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener("keydown", (event) => this.pressed(event));
    this.box.addEventListener("focusout", () => setTimeout(() => this.left()));
    this.box.addEventListener("click", (event) => this.clicked(event));
    this.box.querySelector(".more-of-it").href = `${home}/${this.id}`;
    li.classList.add("writing");
    li.append(this.box);
    editors.set(li, this);
    this.sized();
    this.within();
  }

  // Nobody writes here any more, and all of it is sent.
  left() {
    if (!this.leaving && this.box.contains(document.activeElement)) return;
    if (this.unsent) flush();
    else if (!this.clash && this.refused === undefined) this.close();
  }

  get name() {
    return this.id || this.key;
  }

  get unsent() {
    if (this.clash || this.area.value === this.refused) return false;
    return this.id ? this.area.value !== this.text : this.area.value.trim() !== "" || Boolean(this.fields.speaker);
  }

  within() {
    for (const one of this.box.querySelectorAll("[data-do=up], [data-do=down], [data-do=out], .more-of-it")) one.hidden = !this.id;
  }

  sized() {
    this.area.rows = Math.min(20, Math.max(3, Math.ceil(this.area.value.length / 60) + this.area.value.split("\n").length));
  }

  tell(what, sentence = said(what)) {
    const line = this.box.querySelector("[role=status]");
    line.textContent = sentence.replace("{time}", clock());
    line.dataset.state = what;
  }

  typed() {
    this.refused = undefined;
    this.leaving = false;
    const after = this.after();
    keep(this.name, { id: this.id, key: this.key, version: this.version, text: this.area.value, fields: this.fields, after });
    this.tell("typing", "");
    this.sized();
    clearTimeout(this.wait);
    // Two paragraphs are parted when the field is left, not under the hands of whoever types.
    this.wait = setTimeout(() => /\n\s*\n/u.test(this.area.value) || flush(), PAUSE);
  }

  after() {
    let one = this.li.previousElementSibling;
    while (one && !idOf(one)) one = one.previousElementSibling;
    return (one && idOf(one)) || this.fields.after || "";
  }

  async save() {
    const sent = this.area.value;
    const fields = this.id
      ? { text: sent, version: this.version }
      : { attribution: said("attribution"), ...this.fields, text: sent, key: this.key, after: this.fields.end ? "" : this.after() };
    const answer = await post(this.id ? `/${this.id}/text` : "/add", fields);
    if (answer.lost) {
      this.tell(answer.lost);
      return false;
    }
    if (answer.status === 200) this.saved(sent, answer);
    else if (answer.status === 409) this.clashed(answer);
    else {
      this.refused = sent; // not sent again before it is mended
      this.tell("refused", answer.said);
    }
    return true;
  }

  saved(sent, answer) {
    drop(this.name);
    this.id = String(answer.id);
    this.li.id = `p${this.id}`;
    this.version = answer.version;
    const rows = new DOMParser().parseFromString(`<ol>${answer.rows}</ol>`, "text/html");
    const text = rows.getElementById(this.li.id)?.querySelector(".said")?.textContent ?? sent;
    if (this.area.value === sent) this.area.value = text;
    else keep(this.name, { id: this.id, version: this.version, text: this.area.value, fields: {} });
    this.text = text;
    this.box.querySelector(".more-of-it").href = `${home}/${this.id}`;
    this.within();
    apply(answer);
    this.tell("saved");
  }

  clashed(answer) {
    this.clash = part("clash");
    this.clash.querySelector(".kept").textContent = answer.kept;
    this.clash.querySelector(".by").textContent = answer.by;
    this.clash.querySelector(".taken-out").hidden = !answer.out;
    this.tell("refused", answer.said);
    this.clash.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-keep]")?.dataset.keep;
      if (!choice) return;
      this.version = answer.version;
      if (choice === "both") this.area.value = `${answer.kept}\n${this.area.value}`;
      if (choice === "theirs") this.area.value = answer.kept;
      this.text = answer.out && choice !== "theirs" ? null : answer.kept;
      this.clash.remove();
      this.clash = null;
      this.tell("typing", "");
      if (choice === "theirs") {
        drop(this.name);
        this.close();
        if (answer.out) this.li.remove();
      } else {
        this.area.focus();
        flush();
      }
    });
    this.box.prepend(this.clash);
  }

  pressed(event) {
    const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) flush();
    else if (event.key === "Enter" && plain) {
      if (this.area.value.trim()) write(this.li);
    } else if (event.key === "Escape") this.leave();
    else if (event.altKey && event.key === "ArrowUp") this.moved("up");
    else if (event.altKey && event.key === "ArrowDown") this.moved("down");
    else return;
    event.preventDefault();
  }

  clicked(event) {
    const what = event.target.closest("[data-do]")?.dataset.do;
    if (what === "up" || what === "down") this.moved(what);
    if (what === "out") this.out();
    if (what === "done") this.leave();
  }

  async moved(way) {
    if (!this.id) return;
    await flush();
    const answer = await post(`/${this.id}/move`, { way });
    if (answer.lost) this.tell(answer.lost);
    else if (answer.status === 200) apply(answer);
    this.area.focus();
  }

  async out() {
    await flush();
    if (this.unsent || this.clash) return;
    const answer = await post(`/${this.id}/out`, { version: this.version });
    if (answer.lost) this.tell(answer.lost);
    else if (answer.status === 409) this.clashed(answer);
    else if (answer.status === 200) {
      this.close();
      apply(answer);
    } else this.tell("refused", answer.said);
  }

  async leave() {
    this.leaving = true;
    await flush();
    this.left();
    if (editors.has(this.li)) return; // it waits for the line, or for a choice between two texts
    (document.getElementById(`p${this.id}`)?.querySelector(".change") ?? composer.elements.text).focus();
  }

  close() {
    if (!editors.delete(this.li)) return;
    clearTimeout(this.wait);
    this.box.remove();
    this.li.classList.remove("writing");
    if (!this.id) {
      drop(this.name);
      this.li.remove();
      return;
    }
    if (!inThisPart(Number(this.li.dataset.at))) this.li.remove();
    else if (this.row && Number(this.row.dataset.version) >= this.version) {
      this.row.dataset.at = this.li.dataset.at;
      this.li.replaceWith(this.row);
      renumber();
    } else {
      this.li.dataset.version = this.version;
      const shown = this.li.querySelector(".said") ?? this.li.appendChild(document.createElement("p"));
      shown.className = "said";
      shown.textContent = this.text ?? "";
    }
  }
}

const write = (behind, draft = null) => {
  const li = document.createElement("li");
  let at = behind;
  if (draft) while (at?.nextElementSibling && !idOf(at.nextElementSibling)) at = at.nextElementSibling;
  if (at) at.after(li);
  else list.append(li);
  if (draft?.fields?.speaker || draft?.fields?.organization) {
    const named = document.createElement("p");
    named.className = "who";
    named.textContent = [draft.fields.speaker, draft.fields.organization].filter(Boolean).join(", ");
    li.append(named);
  }
  const editor = new Editor(li, draft);
  if (!draft) editor.area.focus();
  flush();
  return editor;
};

// One after the other, in the order of the page: what stands behind a new paragraph is sent behind it.
const round = async () => {
  for (const li of [...list.children]) {
    const editor = editors.get(li);
    if (!editor) continue;
    if (editor.unsent && !(await editor.save())) return false;
    if (!editor.unsent) editor.left();
  }
  return true;
};

const flush = () => {
  again = sending !== null;
  sending ??= (async () => {
    let through = await round();
    while (through && again) {
      again = false;
      through = await round();
    }
    sending = null;
    clearTimeout(flush.wait);
    if (!through) flush.wait = setTimeout(flush, AGAIN);
  })();
  return sending;
};

// ── What is said next ────────────────────────────────────────────────────────────────────────────────────────────
const FIELDS = ["speaker", "organization", "text"];
const put = () => {
  const data = Object.fromEntries(new FormData(composer));
  const { csrf_token, once, key, version, text, after, ...fields } = data;
  if (!text.trim() && !fields.speaker && !fields.organization) return composer.elements.text.focus();
  const behind = after ? document.getElementById(`p${after}`) : null;
  const draft = { key: newKey(), text, fields: after ? fields : { ...fields, end: true }, after: after ?? "" };
  keep(draft.key, draft);
  write(behind, draft);
  for (const name of [...FIELDS]) if (composer.elements[name]) composer.elements[name].value = "";
  for (const tick of composer.querySelectorAll("[type=checkbox]")) tick.checked = false;
  drop("next");
  return composer.elements.text.focus();
};

// What waits is of a paragraph in another part of the record, or of one that was taken out: the house says which.
const elsewhere = (draft) => {
  const li = document.createElement("li");
  Object.assign(li, { id: `p${draft.id}` });
  li.dataset.version = draft.version;
  list.prepend(li);
  return li;
};

const restore = () => {
  for (const draft of kept()) {
    if (draft.name === "next") {
      for (const name of FIELDS) if (composer.elements[name] && !composer.elements[name].value) composer.elements[name].value = draft[name] ?? "";
      continue;
    }
    const li = draft.id ? (document.getElementById(`p${draft.id}`) ?? elsewhere(draft)) : null;
    const editor = li ? new Editor(li, draft) : write(draft.after ? document.getElementById(`p${draft.after}`) : null, draft);
    editor.tell("waiting");
  }
  flush();
};

if (record && composer) {
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a.change");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    new Editor(link.closest("li")).area.focus();
  });
  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    put();
  });
  composer.elements.text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    put();
  });
  composer.addEventListener("input", () => keep("next", Object.fromEntries(new FormData(composer))));
  window.addEventListener("online", flush);
  window.addEventListener("beforeunload", (event) => {
    if (!storing && [...editors.values()].some((one) => one.unsent)) event.preventDefault();
  });
  for (const one of record.querySelectorAll("[data-with-script]")) one.hidden = false;
  restore();
}
if (record) setTimeout(look, EVERY);
