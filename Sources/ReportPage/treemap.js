/** Colours of a treemap: ten hues that keep apart for colour-blind readers, and neutral ones. */
const HUES = {
  light: ["#7fb7d6", "#f0b36b", "#8fc28a", "#d99ac0", "#c7b35a", "#9aa6e0", "#e08f7c", "#6fc2b4", "#b39bc8", "#a8a8a0"],
  dark: ["#3b7391", "#96682c", "#4d7d49", "#8b5477", "#7d6e26", "#555f9c", "#934d3c", "#33796d", "#6c5582", "#66665f"],
};
const NEUTRAL = { light: "#dcdfe0", dark: "#3a4046" };
const DEAD = { light: "#d4655c", dark: "#a3433c" };
const LIVE = { light: "#8cc3b5", dark: "#3d7a6d" };

/** Draws a FileTree as nested rectangles. What is large and what a colour means, subclasses say. */
class Treemap {
  constructor(files, announce) {
    this.files = files;
    this.announce = announce;
    this.root = 0;
    this.cells = [];
    this.canvas = element("canvas", { class: "map", tabindex: 0, role: "img" });
    this.tip = element("div", { class: "tip", hidden: true });
    this.crumbs = element("nav", { class: "crumbs", "aria-label": "Directory shown" });
    this.list = element("ol", { class: "children" });
    this.legend = element("p", { class: "legend" });
    this.view = element("div", { class: "treemap" }, element("div", { class: "controls" }, ...this.controls(), this.crumbs),
      element("div", { class: "split" }, element("div", { class: "stage" }, this.canvas, this.tip), this.list), this.legend);
    this.canvas.addEventListener("mousemove", (event) => this.hover(event));
    this.canvas.addEventListener("mouseleave", () => { this.tip.hidden = true; });
    this.canvas.addEventListener("click", (event) => this.click(event));
    this.canvas.addEventListener("keydown", (event) => {
      if (event.key === "Escape" || event.key === "Backspace") this.zoom(Math.max(0, files.parent[this.root]));
    });
    new ResizeObserver(() => this.draw()).observe(this.canvas.parentNode);
  }

  zoom(row) {
    this.root = row;
    this.tip.hidden = true;
    this.draw();
    this.announce("Showing " + visible(this.files.path(row)) + ", " + this.sizeText(row));
  }

  /** Directories with one directory and nothing else in them are shown as one. */
  children(row) {
    return this.files.children(row).filter((child) => this.size(child) > 0).sort((a, b) => this.size(b) - this.size(a));
  }

  theme() {
    const chosen = document.documentElement.dataset.theme;
    if (chosen) return chosen;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  draw() {
    const width = this.canvas.parentNode.clientWidth;
    if (width === 0) return;
    const height = Math.max(280, Math.min(560, Math.round(width * 0.55)));
    const scale = window.devicePixelRatio || 1;
    this.canvas.width = width * scale;
    this.canvas.height = height * scale;
    this.canvas.style.height = height + "px";
    const pen = this.canvas.getContext("2d");
    pen.scale(scale, scale);
    const style = getComputedStyle(this.canvas);
    this.pen = pen;
    this.ink = style.getPropertyValue("--ink").trim();
    this.ground = style.getPropertyValue("--ground").trim();
    this.frame = style.getPropertyValue("--frame").trim();
    this.cells = [];
    pen.clearRect(0, 0, width, height);
    pen.textBaseline = "middle";
    // A stack of our own: directories may be nested deeper than calls.
    const open = [[this.root, 0, 0, width, height, 0]];
    const theme = this.theme();
    while (open.length > 0 && this.cells.length < 20000) this.cell(open, theme);
    this.drawCrumbs();
    this.drawList();
    this.drawLegend(theme);
    this.canvas.setAttribute("aria-label", "Map of " + visible(this.files.path(this.root)) + " by size, " + this.sizeText(this.root) + ". The list beside it has the same.");
  }

  cell(open, theme) {
    const [row, x, y, width, height, depth] = open.pop();
    const isDirectory = this.files.kind[row] === 1;
    this.cells.push([row, x, y, width, height]);
    const pen = this.pen;
    pen.fillStyle = isDirectory ? this.frame : this.colourOf(row, theme);
    pen.fillRect(x, y, Math.max(width - 0.5, 0.5), Math.max(height - 0.5, 0.5));
    const hasTitle = width > 46 && height > 26;
    if (hasTitle) this.label(row, x, y, width, height, isDirectory, depth);
    if (!isDirectory || width < 4 || height < 4) return;
    const top = depth === 0 ? 0 : hasTitle ? 16 : 1;
    const edge = depth === 0 ? 0 : width > 12 && height > 12 ? 2 : 0.5;
    const box = { x: x + edge, y: y + top, width: width - 2 * edge, height: height - top - edge };
    if (box.width <= 1 || box.height <= 1) return;
    for (const [child, left, upper, wide, high] of this.squarified(this.children(row), box)) {
      if (wide * high >= 2) open.push([child, left, upper, wide, high, depth + 1]);
    }
  }

  label(row, x, y, width, height, isDirectory, depth) {
    if (isDirectory && depth === 0) return;
    const pen = this.pen;
    pen.font = (isDirectory ? "600 " : "") + "11px system-ui, sans-serif";
    pen.fillStyle = isDirectory || this.theme() === "dark" ? this.ink : "#16181a";
    let text = visible(this.files.names[row]).slice(0, 80);
    const room = width - 8;
    if (pen.measureText(text).width > room) {
      while (text.length > 1 && pen.measureText(text + "…").width > room) text = text.slice(0, -1);
      text += "…";
    }
    pen.fillText(text, x + 4, y + 9);
    if (!isDirectory && height > 40) {
      pen.globalAlpha = 0.75;
      pen.fillText(this.sizeText(row), x + 4, y + 24, room);
      pen.globalAlpha = 1;
    }
  }

  /** Bruls, Huizing, van Wijk: rows of rectangles as square as they come. */
  squarified(rows, box) {
    const total = rows.reduce((sum, row) => sum + this.size(row), 0);
    const result = [];
    let { x, y, width, height } = box;
    if (total <= 0) return result;
    const scale = (width * height) / total;
    let at = 0;
    while (at < rows.length && width > 0.2 && height > 0.2) {
      const side = Math.min(width, height);
      let sum = 0;
      let worst = Infinity;
      let end = at;
      const largest = this.size(rows[at]) * scale;
      while (end < rows.length) {
        const area = this.size(rows[end]) * scale;
        const next = sum + area;
        const ratio = Math.max((side * side * largest) / (next * next), (next * next) / (side * side * area));
        if (ratio > worst) break;
        worst = ratio;
        sum = next;
        end += 1;
      }
      const thick = sum / side;
      let along = 0;
      for (; at < end; at += 1) {
        const long = (this.size(rows[at]) * scale) / thick;
        result.push(width >= height ? [rows[at], x, y + along, thick, long] : [rows[at], x + along, y, long, thick]);
        along += long;
      }
      if (width >= height) { x += thick; width -= thick; } else { y += thick; height -= thick; }
    }
    return result;
  }

  at(event) {
    const place = this.canvas.getBoundingClientRect();
    const x = event.clientX - place.left;
    const y = event.clientY - place.top;
    for (let index = this.cells.length - 1; index >= 0; index -= 1) {
      const [row, left, top, width, height] = this.cells[index];
      if (x >= left && x < left + width && y >= top && y < top + height) return [row, x, y];
    }
    return null;
  }

  hover(event) {
    const found = this.at(event);
    this.tip.hidden = found === null;
    if (found === null) return;
    const [row, x, y] = found;
    this.tip.replaceChildren(element("b", {}, visible(this.files.path(row))), element("br"), this.describe(row));
    const room = this.canvas.clientWidth;
    this.tip.style.left = Math.max(0, Math.min(x + 12, room - this.tip.offsetWidth - 4)) + "px";
    this.tip.style.top = y + 16 + "px";
  }

  /** Goes one level down, into the directory that was pointed at. */
  click(event) {
    const found = this.at(event);
    if (found === null) return;
    let row = found[0];
    while (row !== this.root && this.files.parent[row] !== this.root) row = this.files.parent[row];
    if (row !== this.root && this.files.kind[row] === 1) this.zoom(row);
  }

  drawCrumbs() {
    const chain = [];
    for (let row = this.root; row >= 0; row = this.files.parent[row]) chain.push(row);
    this.crumbs.replaceChildren(...chain.reverse().map((row) => {
      const name = row === 0 ? "/" : visible(this.files.names[row]);
      if (row === this.root) return element("span", { "aria-current": "true" }, name);
      return element("button", { type: "button", onclick: () => this.zoom(row) }, name);
    }));
  }

  drawList() {
    const children = this.children(this.root);
    const largest = children.length > 0 ? this.size(children[0]) : 1;
    const shown = children.slice(0, 14).map((row) => {
      const bar = element("span", { class: "bar" });
      bar.style.width = Math.max(1, (100 * this.size(row)) / largest) + "%";
      const isDirectory = this.files.kind[row] === 1;
      const name = visible(this.files.names[row]) + (isDirectory ? "/" : "");
      const text = [element("span", { class: "name" }, name), element("span", { class: "size" }, this.sizeText(row)), bar];
      return element("li", { title: this.describe(row) }, isDirectory
        ? element("button", { type: "button", onclick: () => this.zoom(row) }, ...text)
        : element("div", {}, ...text));
    });
    if (children.length > shown.length) shown.push(element("li", { class: "more" }, "and " + countText(children.length - shown.length, "smaller one")));
    if (children.length === 0) shown.push(element("li", { class: "more" }, "nothing that takes room"));
    this.list.replaceChildren(...shown);
  }

  drawLegend(theme) {
    this.legend.replaceChildren(...this.legendEntries(theme).map(([text, colour]) => {
      const swatch = element("i", { "aria-hidden": "true" });
      swatch.style.background = colour;
      return element("span", {}, swatch, text);
    }));
  }
}

/** The map of one image, by layer, by finding's category, or live and dead. */
class ContentMap extends Treemap {
  constructor(files, layers, announce) {
    super(files, announce);
    this.layers = layers;
  }

  controls() {
    this.colour = "layer";
    this.withDead = false;
    const colours = choice([["layer", "layer"], ["category", "finding's category"], ["state", "live or dead"]], () => {
      this.colour = colours.value;
      // What is dead shows only where it is drawn.
      if (this.colour === "state") { this.withDead = true; dead.checked = true; }
      this.draw();
    });
    const dead = element("input", { type: "checkbox" });
    dead.addEventListener("change", () => { this.withDead = dead.checked; this.draw(); });
    return [field("Colour by", colours), element("label", { class: "check" }, dead, " with dead bytes")];
  }

  size(row) { return this.withDead ? this.files.allBytes[row] : this.files.liveBytes[row]; }

  sizeText(row) { return bytesText(this.size(row)); }

  colourOf(row, theme) {
    const files = this.files;
    if (this.colour === "state") return files.state[row] === 0 ? LIVE[theme] : DEAD[theme];
    if (this.colour === "category") {
      return files.category[row] < 0 ? NEUTRAL[theme] : HUES[theme][files.category[row] % HUES[theme].length];
    }
    return files.layer[row] < 0 ? NEUTRAL[theme] : HUES[theme][files.layer[row] % HUES[theme].length];
  }

  describe(row) {
    const files = this.files;
    const facts = [bytesText(this.size(row))];
    if (files.kind[row] === 1) facts.push(countText(this.withDead ? files.allFiles[row] : files.liveFiles[row], "file"));
    if (files.layer[row] >= 0) facts.push("layer " + files.layer[row]);
    if (files.state[row] !== 0) facts.push(STATES[files.state[row]] + " in layer " + files.removedIn[row]);
    if (files.package[row] >= 0) facts.push(visible(files.packageName(row)));
    if (files.category[row] >= 0) facts.push(files.categoryName(row));
    return facts.join(" · ");
  }

  legendEntries(theme) {
    if (this.colour === "state") return [["live", LIVE[theme]], ["overwritten or deleted: ships all the same", DEAD[theme]]];
    if (this.colour === "category") {
      return this.files.categories.map((name, index) => [name, HUES[theme][index % 10]]).concat([["cargo, as far as rules go", NEUTRAL[theme]]]);
    }
    const used = new Set(this.files.layer.filter((layer) => layer >= 0));
    return [...used].sort((a, b) => a - b).slice(0, 20).map((layer) => {
      const text = this.layers[layer] ? " " + visible(this.layers[layer].instruction).slice(0, 28) : "";
      return [layer + text, HUES[theme][layer % 10]];
    });
  }
}

/** Warm is more, cool is less, pale is neither. */
const FATES = {
  "added": { light: "#e58f45", dark: "#a35a1d" },
  "grown": { light: "#f2c48d", dark: "#7a5326" },
  "removed": { light: "#4f97bd", dark: "#2a6c91" },
  "shrunk": { light: "#a3cde2", dark: "#2f536a" },
  "other content": { light: "#cdbd63", dark: "#6d6223" },
  "moved": { light: "#b9a3cd", dark: "#63507a" },
  "metadata": { light: "#b9a3cd", dark: "#63507a" },
  "rewritten": { light: "#b9a3cd", dark: "#63507a" },
  "same": NEUTRAL,
};

/** The map of a comparison: what changed, or all of the image after with what changed in colour. */
class ChangeMap extends Treemap {
  controls() {
    // Of two images that weigh the same in every file, all that can be shown is the image.
    this.byChange = this.files.movedSum[0] > 0;
    const sizes = choice([["change", "what changed"], ["after", "the image after"]], () => {
      this.byChange = sizes.value === "change";
      this.draw();
    });
    sizes.value = this.byChange ? "change" : "after";
    return [field("Size by", sizes)];
  }

  size(row) { return this.byChange ? this.files.movedSum[row] : this.files.afterSum[row]; }

  sizeText(row) { return this.byChange ? signedText(this.files.deltaSum[row]) : bytesText(this.files.afterSum[row]); }

  colourOf(row, theme) { return FATES[this.files.fate(row)][theme]; }

  describe(row) {
    const files = this.files;
    const [after, delta] = [files.afterSum[row], files.deltaSum[row]];
    const facts = [bytesText(after - delta) + " → " + bytesText(after) + (delta === 0 ? "" : ", " + signedText(delta))];
    if (files.kind[row] === 1) facts.push(countText(files.changedFiles[row], "changed file"));
    else facts.push(files.fate(row));
    if (files.from.has(row)) facts.push("from " + visible(files.from.get(row)));
    if (files.layer[row] >= 0) facts.push("layer " + files.layer[row]);
    return facts.join(" · ");
  }

  legendEntries(theme) {
    const words = [["added", "added"], ["grown", "grown"], ["removed", "removed"], ["shrunk", "shrunk"], ["other content", "other content, same size"],
      ["moved", "same content: moved, other owner or mode, or shipped anew"], ["same", "the same"]];
    return words.filter(([fate]) => !this.byChange || ["added", "grown", "removed", "shrunk"].includes(fate)).map(([fate, text]) => [text, FATES[fate][theme]]);
  }
}
