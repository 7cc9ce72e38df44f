// Drags sessions of the timetable: what a drag does is the plain form of the session, sent for the person.
// The page is drawn again from the server's answer, so that its warnings are those of the new draft.
const say = document.createElement("p");
say.className = "tt-said";
say.setAttribute("role", "status");
document.body.append(say);
let held = null;
let grip = null;

const table = () => document.getElementById("timetable");
const adding = (page) => page.querySelector("[name=groups]")?.form;
const day = (wall) => wall.slice(0, 10);
const hour = (wall) => wall.slice(11, 16);

async function send(slot, values) {
  const data = new FormData(document.getElementById("move-form"));
  data.set("version", slot.dataset.version);
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  const { label } = slot.dataset;
  say.textContent = table().dataset.moved;
  try {
    const answer = await fetch(slot.dataset.move, { method: "POST", body: data });
    const page = await read(answer);
    if (answer.ok && page.getElementById("timetable")) return draw(page, label);
    // Somebody else may have moved it: the table is drawn as it stands, and says why nothing was done.
    const words = refusal(page);
    const now = await read(await fetch(location.href));
    if (now.getElementById("timetable")) draw(now, label);
    say.textContent = words;
    say.classList.add("bad");
  } catch {
    say.textContent = table().dataset.lost;
    say.classList.add("bad");
  }
}

const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

function draw(page, label) {
  if (adding(document)) adding(page)?.replaceWith(adding(document)); // with what is being typed into it
  const scrolled = [...document.querySelectorAll(".scroll")].map((e) => e.scrollLeft);
  document.getElementById("main").replaceWith(document.adoptNode(page.getElementById("main")));
  document.querySelectorAll(".scroll").forEach((e, n) => (e.scrollLeft = scrolled[n] ?? 0));
  const flash = document.querySelector(".flash");
  say.textContent = flash?.textContent.trim() ?? "";
  say.classList.remove("bad");
  flash?.remove();
  document.querySelector(`.slot[data-label="${CSS.escape(label)}"] .slot-acts a`)?.focus();
}

// One selector at a time: of several at once the first on the page would be taken, which is its heading's.
function refusal(page) {
  const told = [".errors li", ".field .error", "main .lede", "main p"].map((e) => page.querySelector(e)).find(Boolean);
  return told?.textContent.trim() ?? table().dataset.lost;
}

// The row and the room under a point: also where a session stands, so that one can be put beside it.
function under(x, y) {
  const cell = document.elementsFromPoint(x, y).find((e) => e.matches?.(".timetable td"));
  const tray = document.elementsFromPoint(x, y).find((e) => e.id === "tray");
  return { cell, tray };
}

const rowAt = (tableOf, y) =>
  [...tableOf.querySelectorAll("tr[data-starts]")].find((row) => {
    const box = row.getBoundingClientRect();
    return y >= box.top && y < box.bottom;
  });

// Where what is dragged would stand: a session of the table by its upper edge, however low it was taken; one of the
// tray, whose size says nothing of hours, at the pointer.
function aim({ clientX, clientY }) {
  const { cell, tray } = under(clientX, clientY);
  if (tray || !cell) return { tray, shown: tray };
  const grid = cell.closest("table");
  const row = (grip === null ? rowAt(grid, clientY) : rowNear(grid, clientY - grip)) ?? cell.closest("tr");
  return { cell, row, shown: under(clientX, row.getBoundingClientRect().top + 2).cell ?? cell };
}

function rowNear(grid, y) {
  const off = (row) => Math.abs(row.getBoundingClientRect().top - y);
  return [...grid.querySelectorAll("tr[data-starts]")].reduce((best, row) => (off(row) < off(best) ? row : best));
}

function place(slot, row, room) {
  const values = { starts_on: day(row.dataset.starts), starts: hour(row.dataset.starts), room };
  if (row.dataset.which) values.starts_which = `${row.dataset.starts}/${row.dataset.which}`;
  return send(slot, values);
}

document.addEventListener("dragstart", (event) => {
  const slot = event.target.closest?.(".slot[data-move]");
  if (!slot) return;
  held = slot;
  grip = slot.closest("table") ? event.clientY - slot.getBoundingClientRect().top : null;
  slot.classList.add("held");
  event.dataTransfer.setData("text/plain", slot.dataset.label);
  event.dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragend", () => {
  held?.classList.remove("held");
  held = null;
  mark(null);
});
document.addEventListener("dragover", (event) => {
  if (!held) return;
  const { shown } = aim(event);
  mark(shown);
  if (shown) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!held) return;
  const slot = held;
  const { cell, tray, row } = aim(event);
  if (!tray && !cell) return;
  event.preventDefault();
  mark(null);
  if (tray) {
    if (!slot.closest("#tray")) send(slot, { tray: "yes" });
    return;
  }
  const room = cell.dataset.room ?? cell.querySelector(".slot").dataset.room;
  if (row !== slot.closest("tr") || room !== slot.dataset.room) place(slot, row, room);
});

function mark(target) {
  for (const e of document.querySelectorAll(".drop")) e.classList.remove("drop");
  target?.classList.add("drop");
}

// The lower edge makes a session longer or shorter, by whole rows.
document.addEventListener("pointerdown", (event) => {
  const edge = event.target.closest?.(".slot-end");
  if (!edge) return;
  event.preventDefault();
  const slot = edge.closest(".slot");
  const grid = slot.closest("table");
  let row = null;
  slot.draggable = false;
  edge.setPointerCapture(event.pointerId);
  const follow = (moved) => {
    row = rowAt(grid, moved.clientY);
    mark(row);
  };
  const done = () => {
    edge.removeEventListener("pointermove", follow);
    slot.draggable = true;
    mark(null);
    const { starts, room } = slot.dataset;
    const rows = [...grid.querySelectorAll("tr[data-starts]")];
    // By their order: of an hour that comes twice the clock says less than it did, or the same.
    if (!row || rows.indexOf(row) < rows.indexOf(slot.closest("tr"))) return;
    const values = { starts_on: day(starts), starts: hour(starts), ends: hour(row.dataset.ends), room };
    const next = rows[rows.indexOf(row) + 1];
    const { which } = slot.closest("tr").dataset; // of an hour that comes twice
    if (which) values.starts_which = `${starts}/${which}`;
    if (next?.dataset.which && next.dataset.starts === row.dataset.ends)
      values.ends_which = `${row.dataset.ends}/${next.dataset.which}`;
    send(slot, values);
  };
  edge.addEventListener("pointermove", follow);
  edge.addEventListener("pointerup", done, { once: true });
});

// Alt and an arrow do what dragging does: a row up or down, a room to either side.
document.addEventListener("keydown", (event) => {
  const slot = event.altKey && event.target.closest?.(".timetable .slot");
  if (!slot || !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const rows = [...slot.closest("table").querySelectorAll("tr[data-starts]")];
  const at = rows.indexOf(slot.closest("tr"));
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const row = rows[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (row) place(slot, row, slot.dataset.room);
    return;
  }
  const rooms = [...new Set([...slot.closest("table").querySelectorAll("[data-room]")].map((e) => e.dataset.room))];
  const heads = [...slot.closest("table").querySelectorAll("thead th + th bdi")].map((e) => e.textContent);
  rooms.sort((a, b) => heads.indexOf(a) - heads.indexOf(b));
  const step = (event.key === "ArrowRight") === (document.documentElement.dir !== "rtl") ? 1 : -1;
  const room = rooms[rooms.indexOf(slot.dataset.room) + step];
  if (room !== undefined) place(slot, rows[at], room);
});
