/** Brings one image's section to life. */
function start(section, data, announce) {
  const layers = data.layers;
  section.querySelector(".findings-place").replaceChildren(findingsView(data, layers));
  const place = section.querySelector(".files-place");
  if (!data.files) return;
  const files = new Files(data.files);
  const map = new ContentMap(files, layers, announce);
  const table = filesView(files, layers);
  const layer = layerView(files, layers, (index) => {
    table.ofLayer(index);
    table.view.scrollIntoView({ block: "start" });
    table.view.querySelector("input").focus({ preventScroll: true });
  });
  section.querySelector(".map-place").replaceChildren(map.view);
  place.replaceChildren(table.view);
  section.querySelector(".layer-place").replaceChildren(layer.panel);
  section.querySelectorAll("[data-layer]").forEach((line) => {
    const index = Number(line.dataset.layer);
    const cell = line.querySelector(".index");
    const button = element("button", { type: "button", "aria-label": "Show layer " + index, onclick: () => choose(index) }, ...cell.childNodes);
    cell.replaceChildren(button);
  });
  section.querySelectorAll("[data-segment]").forEach((segment) => segment.addEventListener("click", () => choose(Number(segment.dataset.segment))));
  function choose(index) {
    layer.show(index);
    section.querySelectorAll("[data-layer]").forEach((line) => line.classList.toggle("chosen", Number(line.dataset.layer) === index));
    layer.panel.scrollIntoView({ block: "nearest" });
  }
  redraw.push(() => map.draw());
  map.draw();
}

/** Brings a comparison to life. */
function startComparison(section, data, announce) {
  const files = new ChangedFiles(data.files);
  const map = new ChangeMap(files, announce);
  section.querySelector(".map-place").replaceChildren(map.view);
  // Without a difference in files there is no table of them.
  const place = section.querySelector(".files-place");
  if (place) place.replaceChildren(changesView(files));
  redraw.push(() => map.draw());
  map.draw();
}

const redraw = [];

function startThemes() {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const remember = (value) => { try { localStorage.setItem("dunnage-theme", value); } catch { /* a page from a file may not */ } };
  try { const known = localStorage.getItem("dunnage-theme"); if (known === "dark" || known === "light") root.dataset.theme = known; } catch { /* as above */ }
  button.hidden = false;
  button.addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    remember(root.dataset.theme);
    redraw.forEach((draw) => draw());
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraw.forEach((draw) => draw()));
}

startThemes();
const announcer = document.getElementById("announcer");
const announce = (text) => { announcer.textContent = text; };
document.querySelectorAll("section.image, section.comparison").forEach((section) => {
  const source = section.querySelector("script[type='application/json']");
  const begin = () => {
    if (!source.textContent) return;
    const data = JSON.parse(source.textContent);
    source.textContent = "";
    (section.matches(".comparison") ? startComparison : start)(section, data, announce);
  };
  // Of several images each is brought to life when it comes into sight.
  if (document.querySelectorAll("section.image").length < 2) return begin();
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    begin();
  }, { rootMargin: "400px" });
  watcher.observe(section);
});
document.documentElement.dataset.ready = String(Math.round(performance.now()));
