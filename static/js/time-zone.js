/* Fills in the time zone of the device, so that nobody has to choose it when they join. */

for (const form of document.querySelectorAll("[data-time-zone]")) {
  form.elements.time_zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
}
