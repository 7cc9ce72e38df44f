// Hides the questions of a composed form that do not count yet, and says at once when a file is too large.
// The server decides all of this again; without this script every question is shown, with a sentence when it counts.
const conditional = [...document.querySelectorAll("[data-only-if]")];

const answered = (form, name) =>
  [...form.elements]
    .filter((e) => e.name === name && !e.closest("[data-only-if][hidden]") && (e.matches("select") || e.checked))
    .map((e) => e.value);

// In the order of the form, so that what hangs on a hidden question is hidden too.
function show() {
  for (const block of conditional) {
    const { onlyIf, answers, categoryField, categories } = block.dataset;
    const form = block.closest("form");
    const met = (codes, name) => !codes || answered(form, name).some((value) => codes.split(" ").includes(value));
    block.hidden = !(met(categories, categoryField) && met(answers, onlyIf));
  }
}

for (const block of conditional) block.querySelector(".only-if").hidden = true;
for (const form of new Set(conditional.map((block) => block.closest("form")))) form.addEventListener("change", show);
show();

for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  const told = document.createElement("div");
  told.setAttribute("role", "alert");
  input.before(told);
  input.addEventListener("change", () => {
    told.replaceChildren();
    if (![...input.files].some((file) => file.size > Number(input.dataset.most))) return;
    const error = document.createElement("p");
    error.className = "error";
    error.textContent = input.dataset.tooLarge;
    told.append(error);
    input.value = "";
  });
}
