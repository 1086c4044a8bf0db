/* Messages on this device: asks the browser, and hands what it gives to the server. Offered only where the browser can. */
const box = document.querySelector("[data-push]");
const problem = box?.querySelector("[role=alert]");

function show(state) {
  for (const part of box.querySelectorAll("[data-push-state]")) part.hidden = part.dataset.pushState !== state;
}

function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

async function switchOn() {
  if ((await Notification.requestPermission()) !== "granted") return show("refused");
  const worker = await navigator.serviceWorker.ready;
  const old = await worker.pushManager.getSubscription();
  await old?.unsubscribe();
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(box.dataset.push) });
  const { endpoint, keys } = made.toJSON();
  const body = new URLSearchParams({ endpoint, ...keys });
  const answer = await fetch(box.dataset.answer, { method: "POST", headers: { "X-CSRFToken": box.dataset.token }, body });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return location.assign(said.next);
  await made.unsubscribe();
  throw new Error(said.error || "");
}

if (box && "PushManager" in window && "Notification" in window && navigator.serviceWorker) {
  show(Notification.permission === "denied" ? "refused" : "can");
  const button = box.querySelector("button");
  button.addEventListener("click", async () => {
    button.disabled = true;
    problem.hidden = true;
    try {
      await switchOn();
    } catch (error) {
      problem.textContent = (error.name === "Error" && error.message) || problem.dataset.failed;
      problem.hidden = false;
    }
    button.disabled = false;
  });
}
