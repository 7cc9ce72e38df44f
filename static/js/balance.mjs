// While boxes are ticked: how many are chosen, and the balance of the approved with them in the second colour.
// The server counts all of this again on the page that shows what would happen.
const form = document.getElementById("many");
const boxes = [...document.querySelectorAll('input[name="chosen"][form="many"]')];
const tables = [...document.querySelectorAll("table[data-balance]")];
// What each row adds, in the order of the server’s traits (registration/drawing.py).
const ORDER = ["region", "category", "gender", "language", "organization"];
const traits = new Map(boxes.map((box) => [box, box.dataset.traits?.split("\t")]));
const count = (number) => number.toLocaleString(document.documentElement.lang);

// How many of the ticked people stand under each code of a trait; several codes are parted by spaces in `language` only.
function chosenBy(trait, ticked) {
  const found = new Map();
  for (const box of ticked) {
    const said = traits.get(box)?.[ORDER.indexOf(trait)];
    if (said === undefined) continue;
    for (const code of trait === "language" ? said.split(" ") : [said]) found.set(code, (found.get(code) ?? 0) + 1);
  }
  return found;
}

const mostChosen = (chosen) => new Set([...chosen].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([code]) => code));

// An organization that nobody of the approved comes from has no row yet.
function addRows(table, codes) {
  const body = table.tBodies[0];
  const known = new Set([...body.rows].map((row) => row.dataset.code));
  const like = body.rows[0] ?? document.querySelector("table[data-balance] tbody tr");
  for (const code of codes) {
    if (known.has(code) || !like) continue;
    const row = like.cloneNode(true);
    Object.assign(row.dataset, { code, approved: 0, added: "" });
    delete row.dataset.places;
    row.querySelector(".goal")?.remove();
    row.querySelector("th").replaceChildren(Object.assign(document.createElement("bdi"), { textContent: code }));
    body.append(row);
  }
  for (const row of [...body.rows]) if ("added" in row.dataset && !codes.has(row.dataset.code)) row.remove();
}

function draw(table, ticked) {
  const chosen = chosenBy(table.dataset.balance, ticked);
  if (table.dataset.balance === "organization") addRows(table, mostChosen(chosen));
  const rows = [...table.tBodies[0].rows].map((row) => {
    const { code, approved, places } = row.dataset;
    return { row, approved: Number(approved), places: places === undefined ? null : Number(places), added: chosen.get(code) ?? 0 };
  });
  const most = Math.max(1, ...rows.map((one) => Math.max(one.approved + one.added, one.places ?? 0)));
  for (const { row, approved, places, added } of rows) {
    const [fill, fresh] = row.querySelectorAll("rect");
    const width = (100 * approved) / most;
    fill.setAttribute("width", width);
    fresh.setAttribute("x", width);
    fresh.setAttribute("width", (100 * added) / most);
    row.querySelector(".goal")?.setAttribute("d", `M${(100 * places) / most} 0V10`);
    row.querySelector(".num").textContent = added ? `${approved} + ${added}` : `${approved}`;
    row.hidden = row.dataset.quiet === "" && !added;
    const lacking = row.querySelector(".lacking");
    if (lacking) lacking.hidden = row.dataset.lacking !== "" || added > 0;
  }
}

function show() {
  const ticked = boxes.filter((box) => box.checked);
  const all = form.elements.all.checked;
  for (const box of boxes) box.closest("tr").classList.toggle("picked", box.checked || all);
  for (const table of tables) draw(table, all ? [] : ticked);
  const told = form.querySelector("[data-chosen]");
  told.textContent = all ? told.dataset.all : ticked.length ? told.dataset.chosen.replace("{n}", count(ticked.length)) : "";
  const page = document.getElementById("tick-page");
  page.checked = ticked.length === boxes.length;
  page.indeterminate = ticked.length > 0 && ticked.length < boxes.length;
}

if (form) {
  // What the server hid or marked says so when nobody is ticked any more.
  for (const row of document.querySelectorAll("table[data-balance] tbody tr")) {
    if (row.hidden) row.dataset.quiet = "";
    if (row.querySelector(".lacking:not([hidden])")) row.dataset.lacking = "";
  }
  const page = document.getElementById("tick-page");
  page.closest("[data-tick-page]").hidden = false;
  page.addEventListener("change", () => {
    for (const box of boxes) box.checked = page.checked;
    show();
  });
  for (const box of [...boxes, form.elements.all]) box.addEventListener("change", show);
  show(); // a browser that comes back keeps the ticks
}
