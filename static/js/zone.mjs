// The reader's time zone, taken from the device once: only while neither the reader nor the address has chosen one.
const form = document.querySelector('form.zones[data-zone="open"]');
const here = new URL(window.location.href);
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (form && zone && !here.searchParams.has("zone")) {
  const select = form.elements.namedItem("zone");
  if (select.value !== zone) {
    here.searchParams.set("zone", zone);
    window.location.replace(here);
  }
}
