const RANKS = { critical: 4, high: 3, medium: 2, low: 1, info: 0 };

function badge(severity) { return element("span", { class: "badge " + severity }, severity); }

/** Findings: searchable, sortable, one opened below the table. */
function findingsView(data, layers) {
  const findings = data.findings;
  const detail = element("div", { class: "detail", "aria-live": "polite" });
  const place = (finding) => finding.places.length === 0 ? "" : visible(finding.places[0].path) + (finding.places.length > 1 ? " +" + (finding.places.length - 1) : "");
  const compare = (get) => (a, b) => { const [x, y] = [get(findings[a]), get(findings[b])]; return x < y ? -1 : x > y ? 1 : 0; };
  const table = new VirtualTable("Findings", [
    { title: "Severity", width: "84px", number: true, value: (row) => badge(findings[row].severity), order: compare((finding) => RANKS[finding.severity]) },
    { title: "Rule", width: "minmax(110px, 1fr)", value: (row) => findings[row].rule, order: compare((finding) => finding.rule) },
    { title: "What", width: "minmax(180px, 3fr)", value: (row) => visible(findings[row].message), order: compare((finding) => finding.message) },
    { title: "Where", width: "minmax(140px, 2fr)", value: (row) => place(findings[row]), order: compare(place) },
    { title: "Layer", width: "60px", number: true, value: (row) => findings[row].layer === null ? "" : String(findings[row].layer), order: compare((finding) => finding.layer === null ? -1 : finding.layer) },
    { title: "Bytes", width: "88px", number: true, value: (row) => findings[row].bytes > 0 ? bytesText(findings[row].bytes) : "", order: compare((finding) => finding.bytes) },
  ], open);

  function open(row) {
    const finding = findings[row];
    const rows = [["what", visible(finding.message)], ["what to do", visible(finding.remedy)]];
    if (finding.evidence) rows.push(["evidence", visible(finding.evidence)]);
    if (finding.lines) rows.push(["Dockerfile", visible(finding.lines)]);
    if (finding.layer !== null && layers[finding.layer]) rows.push(["layer " + finding.layer, visible(layers[finding.layer].instruction)]);
    if (finding.suppressed) rows.push(["suppressed", visible(finding.suppressed)]);
    const shown = finding.places.slice(0, 200).map((spot) => element("li", {}, element("code", {}, visible(spot.path) + (spot.line ? ":" + spot.line : "")),
      " " + [spot.layer === null ? "" : "layer " + spot.layer, spot.state === "live" ? "" : spot.state, spot.bytes > 0 ? bytesText(spot.bytes) : ""].filter(Boolean).join(", ")));
    if (finding.places.length > shown.length) shown.push(element("li", {}, "and " + (finding.places.length - shown.length) + " more"));
    detail.replaceChildren(element("h3", {}, badge(finding.severity), " " + finding.rule + (finding.kind ? " / " + visible(finding.kind) : "")),
      element("dl", {}, ...rows.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)])), element("ul", {}, ...shown));
  }

  const count = element("span", { class: "count", "aria-live": "polite" });
  const search = searchBox("rule, message or path", show);
  const least = choice([["0", "all"], ["1", "low and above"], ["2", "medium and above"], ["3", "high and above"], ["4", "critical"]], show);
  function show() {
    const wanted = search.value.toLowerCase();
    const rows = [];
    findings.forEach((finding, row) => {
      if (RANKS[finding.severity] < Number(least.value)) return;
      const text = [finding.rule, finding.kind, finding.message, ...finding.places.map((spot) => spot.path)].join("\n").toLowerCase();
      if (text.includes(wanted)) rows.push(row);
    });
    table.show(rows);
    count.textContent = rows.length === findings.length ? countText(rows.length, "finding") : rows.length + " of " + countText(findings.length, "finding");
  }
  show();
  return element("div", { class: "findings" }, element("div", { class: "controls" }, field("Search", search), field("Severity", least), count), table.scroll, detail);
}

/** Files: searchable, sortable, filtered by layer, fate and category. */
function filesView(files, layers) {
  const compare = (column) => (a, b) => column[a] - column[b];
  const names = (get) => (a, b) => { const [x, y] = [get(a), get(b)]; return x < y ? -1 : x > y ? 1 : 0; };
  const fate = (row) => files.state[row] === 0 ? "live" : STATES[files.state[row]] + " in " + files.removedIn[row];
  const table = new VirtualTable("Files", [
    { title: "Bytes", width: "92px", number: true, value: (row) => bytesText(files.bytes[row]), order: compare(files.bytes) },
    { title: "Path", width: "minmax(220px, 5fr)", value: (row) => visible(files.path(row)), order: names((row) => files.path(row)) },
    { title: "Layer", width: "60px", number: true, value: (row) => String(files.layer[row]), order: compare(files.layer) },
    { title: "Fate", width: "118px", value: fate, order: compare(files.state) },
    { title: "Category", width: "minmax(80px, 1fr)", value: (row) => files.categoryName(row), order: names((row) => files.categoryName(row)) },
    { title: "Package", width: "minmax(80px, 1fr)", value: (row) => visible(files.packageName(row)), order: names((row) => files.packageName(row)) },
  ]);
  const count = element("span", { class: "count", "aria-live": "polite" });
  const search = searchBox("part of a path or package", show);
  const layer = choice([["", "all"]].concat(layers.map((layer, index) => [String(index), index + " " + visible(layer.instruction).slice(0, 40)])), show);
  const state = choice([["", "all"], ["0", "live"], ["1", "overwritten"], ["2", "deleted"], ["d", "dead, either way"]], show);
  const category = choice([["", "all"]].concat(files.categories.map((name, index) => [String(index), name])), show);
  function show() {
    const wanted = search.value.toLowerCase();
    const paths = wanted ? files.allPaths() : null;
    const rows = [];
    let bytes = 0;
    for (let row = 0; row < files.count; row += 1) {
      if (files.kind[row] === 1) continue;
      if (layer.value && files.layer[row] !== Number(layer.value)) continue;
      if (state.value === "d" ? files.state[row] === 0 : state.value && files.state[row] !== Number(state.value)) continue;
      if (category.value && files.category[row] !== Number(category.value)) continue;
      if (wanted && !paths[row].toLowerCase().includes(wanted) && !files.packageName(row).toLowerCase().includes(wanted)) continue;
      rows.push(row);
      bytes += files.bytes[row];
    }
    table.show(rows);
    count.textContent = countText(rows.length, "file") + ", " + bytesText(bytes);
  }
  function ofLayer(index) {
    layer.value = String(index);
    state.value = "";
    search.value = "";
    show();
  }
  show();
  const view = element("div", { class: "files" }, element("div", { class: "controls" }, field("Search", search), field("Layer", layer), field("Fate", state), field("Category", category), count), table.scroll);
  return { view, ofLayer };
}

/** One layer: what it added, and what it overwrote and deleted below. */
function layerView(files, layers, showFiles) {
  const panel = element("div", { class: "layer", "aria-live": "polite" });
  function list(title, rows) {
    const bytes = rows.reduce((sum, row) => sum + files.bytes[row], 0);
    const shown = rows.sort((a, b) => files.bytes[b] - files.bytes[a]).slice(0, 12);
    const items = shown.map((row) => element("li", {}, element("span", { class: "size" }, bytesText(files.bytes[row])), " ", element("code", {}, visible(files.path(row)))));
    if (rows.length > shown.length) items.push(element("li", { class: "more" }, "and " + countText(rows.length - shown.length, "smaller one")));
    return element("div", {}, element("h4", {}, title + ": " + countText(rows.length, "file") + ", " + bytesText(bytes)), element("ul", {}, ...items));
  }
  function show(index) {
    const [live, dead, overwritten, deleted] = [[], [], [], []];
    for (let row = 0; row < files.count; row += 1) {
      if (files.kind[row] === 1) continue;
      if (files.layer[row] === index) (files.state[row] === 0 ? live : dead).push(row);
      if (files.removedIn[row] === index && files.layer[row] !== index) (files.state[row] === 1 ? overwritten : deleted).push(row);
    }
    panel.replaceChildren(element("h3", {}, "Layer " + index + (layers[index].base ? ", of the base" : "")),
      element("p", { class: "instruction" }, element("code", {}, visible(layers[index].instruction))),
      element("div", { class: "columns" }, list("Added and still there", live), list("Added, hidden later", dead),
        list("Overwrote in lower layers", overwritten), list("Deleted in lower layers", deleted)),
      element("p", {}, element("button", { type: "button", onclick: () => showFiles(index) }, "All its files in the table")));
  }
  return { panel, show };
}

/** What became of every file of two images: searchable, sortable. */
function changesView(files) {
  const compare = (get) => (a, b) => { const [x, y] = [get(a), get(b)]; return x < y ? -1 : x > y ? 1 : 0; };
  const what = (row) => files.fate(row) + (files.from.has(row) ? " from " + visible(files.from.get(row)) : "");
  const table = new VirtualTable("Files that changed", [
    { title: "Change", width: "92px", number: true, value: (row) => signedText(files.delta[row]), order: compare((row) => Math.abs(files.delta[row])) },
    { title: "Path", width: "minmax(220px, 4fr)", value: (row) => visible(files.path(row)), order: compare((row) => files.path(row)) },
    { title: "What", width: "minmax(110px, 2fr)", value: what, order: compare(what) },
    { title: "Before", width: "88px", number: true, value: (row) => bytesText(files.after[row] - files.delta[row]), order: compare((row) => files.after[row] - files.delta[row]) },
    { title: "After", width: "88px", number: true, value: (row) => bytesText(files.after[row]), order: compare((row) => files.after[row]) },
    { title: "Layer", width: "60px", number: true, value: (row) => String(files.layer[row]), order: compare((row) => files.layer[row]) },
  ]);
  const changed = [];
  for (let row = 0; row < files.count; row += 1) if (files.change[row] !== 0) changed.push(row);
  const count = element("span", { class: "count", "aria-live": "polite" });
  const search = searchBox("part of a path", show);
  const fates = [...new Set(changed.map((row) => files.fate(row)))].sort();
  const fate = choice([["", "all"]].concat(fates.map((word) => [word, word])), show);
  function show() {
    const wanted = search.value.toLowerCase();
    const paths = wanted ? files.allPaths() : null;
    const rows = changed.filter((row) => (!fate.value || files.fate(row) === fate.value) && (!wanted || paths[row].toLowerCase().includes(wanted)));
    table.show(rows);
    count.textContent = countText(rows.length, "file") + ", " + signedText(rows.reduce((sum, row) => sum + files.delta[row], 0));
  }
  show();
  return element("div", { class: "files" }, element("div", { class: "controls" }, field("Search", search), field("What", fate), count), table.scroll);
}
