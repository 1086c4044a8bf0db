/* A code of six digits: spaces and dashes of a pasted code are dropped, and a whole code sends itself once. */

for (const form of document.querySelectorAll("form[data-code]")) {
  const input = form.elements.code;
  const alone = form.querySelectorAll("input:not([type=hidden])").length === 1;
  let sent = false;
  input.addEventListener("input", () => {
    input.value = input.value.replace(/\D/g, "").slice(0, 6);
    if (input.value.length === 6 && alone && !sent) {
      sent = true;
      form.requestSubmit();
    }
  });
}
