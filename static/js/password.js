/* A button beside a password that shows what was typed. */

document.addEventListener("click", (event) => {
  const box = event.target.closest(".password-toggle")?.closest("[data-password]");
  if (!box) return;
  const shown = box.classList.toggle("is-shown");
  box.querySelector("input").type = shown ? "text" : "password";
});

/* What is sent must be a password field again, or the browser would keep it among the words typed before. */
document.addEventListener("submit", (event) => {
  for (const input of event.target.querySelectorAll("[data-password] input")) input.type = "password";
});
