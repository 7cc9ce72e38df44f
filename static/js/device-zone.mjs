// The device's time zone, chosen for the reader in an optional field that is still empty; it can be changed or emptied.
const select = document.querySelector("select[data-device-zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const answered = document.querySelector(".errors") !== null;
if (select && !answered && select.value === "" && [...select.options].some((option) => option.value === zone)) {
  select.value = zone;
}
