// On a narrow screen the three-year line is wider than its frame: bring today into view.
for (const today of document.querySelectorAll(".scroll .s-today")) {
  const frame = today.closest(".scroll");
  const box = today.getBoundingClientRect();
  const around = frame.getBoundingClientRect();
  frame.scrollLeft += box.x + box.width / 2 - (around.x + around.width / 2);
}
