// Starts the app: theme before the first paint, then the WASM. If the program stops, says so in plain HTML, because
// nothing else on the page can be trusted to work any more.

const page = document.documentElement;

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const theme = stored("sandtable-theme");
if (theme === "light" || theme === "dark") page.dataset.theme = theme;
const language = /(?:^|; )sandtable_lang=([^;]+)/.exec(document.cookie)?.[1] ?? stored("sandtable-lang");
if (language === "zh-CN" || language === "en") page.lang = language;

let shown = false;

/** @param {string[]} lines */
function overlay(lines) {
  if (shown) return;
  shown = true;
  const panic = document.createElement("div");
  panic.className = "panic";
  panic.setAttribute("role", "alertdialog");
  panic.setAttribute("aria-modal", "true");
  const box = panic.appendChild(document.createElement("div"));
  lines.forEach((line, index) => {
    const element = box.appendChild(document.createElement(index === 0 ? "h2" : "p"));
    element.textContent = line;
  });
  const again = box.appendChild(document.createElement("button"));
  again.className = "button";
  again.dataset.kind = "primary";
  again.textContent = page.lang === "en" ? "Reload" : "重新加载";
  again.addEventListener("click", () => location.reload());
  document.body.append(panic);
  again.focus();
}

function stopped() {
  const kept = Number(page.dataset.pending ?? 0);
  const words =
    page.lang === "en"
      ? ["Something went wrong", "Reload the page.", `${kept} unsent ${kept === 1 ? "edit is" : "edits are"} kept on this device.`]
      : ["页面出错", "请重新加载。", `已在本机保留 ${kept} 条未发送的修改。`];
  overlay(kept > 0 ? words : words.slice(0, 2));
}

// The panic hook says so itself; a trap without a panic (out of memory, stack) shows up as an error only.
addEventListener("sandtable-panic", stopped);
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) stopped();
});
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) stopped();
});

try {
  const { default: start } = await import("/pkg/sandtable.js");
  await start({ module_or_path: "/pkg/sandtable_bg.wasm" });
} catch (error) {
  console.error(error);
  if (error instanceof WebAssembly.RuntimeError) stopped();
  else {
    overlay(
      page.lang === "en"
        ? ["The page could not be loaded", "Check the network, or use a current browser, then reload."]
        : ["页面无法加载", "请检查网络，或换用较新的浏览器，然后重新加载。"],
    );
  }
}
