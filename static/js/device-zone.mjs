// The device's time zone, chosen for the reader in an optional field that is still empty; it can be changed or emptied.
const select = document.querySelector("select[data-device-zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const answered = document.querySelector(".errors") !== null;
if (select && zone && !answered && select.value === "") {
  // Devices also know older names of places, which the list leaves out and the server takes.
  if (![...select.options].some((option) => option.value === zone)) select.add(new Option(zone.replaceAll("_", " "), zone));
  select.value = zone;
}
