// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file

/// The script of the HTML report. Written by scripts/embed-page.py from Sources/ReportPage/; do not edit.
enum PageScript {
    static let digest = "sha256-KYsd94JmFGWJAp5DmebM5LY8mO6PZJoqqEy5gfX0lDA="
    static let text = #"""
"use strict";
// The page's data: columns of files and findings, decoded once.
const KINDS = ["file", "directory", "symlink", "device", "fifo", "socket"];
const STATES = ["live", "overwritten", "deleted"];

/** Shows what would act on the reader instead of being read: control, bidi and invisible characters, by number. */
function visible(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, (character) => "\\u{" + character.codePointAt(0).toString(16) + "}");
}

/** Decimal units, as everywhere in Dunnage: 1 MB is a million bytes. */
function bytesText(bytes) {
  if (bytes < 1000) return bytes + " B";
  const units = ["kB", "MB", "GB", "TB", "PB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) { value /= 1000; unit += 1; }
  return value.toFixed(unit < 2 ? 1 : 2) + " " + units[unit];
}

function signedText(bytes) { return (bytes > 0 ? "+" : bytes < 0 ? "-" : "") + bytesText(Math.abs(bytes)); }

function countText(count, noun) { return count.toLocaleString("en") + " " + noun + (count === 1 ? "" : "s"); }

/** Pairs of value and length. */
function expand(pairs, count, Column = Int32Array) {
  const result = new Column(count);
  let at = 0;
  for (let index = 0; index < pairs.length; index += 2) {
    result.fill(pairs[index], at, at + pairs[index + 1]);
    at += pairs[index + 1];
  }
  return result;
}

/** Names and directories in columns; directories stand in front of what lies in them. */
class FileTree {
  /** kind: a column of KINDS' indexes. */
  constructor(names, depth, kind) {
    const count = names.length;
    this.count = count;
    this.names = names;
    this.kind = kind;
    this.parent = new Int32Array(count);
    this.firstChild = new Int32Array(count).fill(-1);
    this.nextSibling = new Int32Array(count).fill(-1);
    const open = [];
    for (let row = 0; row < count; row += 1) {
      this.parent[row] = depth[row] === 0 ? -1 : open[depth[row] - 1];
      if (kind[row] === 1) open[depth[row]] = row;
    }
    for (let row = count - 1; row > 0; row -= 1) {
      const parent = this.parent[row];
      if (parent < 0) continue;
      this.nextSibling[row] = this.firstChild[parent];
      this.firstChild[parent] = row;
    }
    this.paths = null;
  }

  /** By row: the sum of a column over the row and what lies below it. */
  summed(column) {
    const sums = Float64Array.from(column);
    for (let row = this.count - 1; row > 0; row -= 1) if (this.parent[row] >= 0) sums[this.parent[row]] += sums[row];
    return sums;
  }

  path(row) {
    if (this.paths) return this.paths[row];
    const parts = [];
    for (let at = row; this.parent[at] >= 0; at = this.parent[at]) parts.push(this.names[at]);
    return "/" + parts.reverse().join("/");
  }

  /** All paths at once, for searching. */
  allPaths() {
    if (this.paths) return this.paths;
    const paths = new Array(this.count);
    for (let row = 0; row < this.count; row += 1) {
      const parent = this.parent[row];
      paths[row] = parent < 0 ? "/" : parent === 0 ? "/" + this.names[row] : paths[parent] + "/" + this.names[row];
    }
    this.paths = paths;
    return paths;
  }

  children(row) {
    const children = [];
    for (let at = this.firstChild[row]; at >= 0; at = this.nextSibling[at]) children.push(at);
    return children;
  }
}

/** The files of one image: who ships them, and whether they are live. */
class Files extends FileTree {
  constructor(data) {
    const count = data.names.length;
    const flags = expand(data.flags, count);
    super(data.names, expand(data.depths, count), flags.map((flag) => flag & 7));
    this.bytes = Float64Array.from(data.bytes);
    this.layer = expand(data.layers, count);
    this.removedIn = expand(data.removedIn, count);
    this.package = expand(data.packages, count);
    this.packages = data.packageNames;
    this.categories = data.categories;
    this.state = flags.map((flag) => (flag >> 3) & 3);
    this.category = flags.map((flag) => (flag >> 5) - 1);
    // By row: bytes and files below it, live ones and all.
    const isLive = (row) => this.state[row] === 0;
    const one = this.kind.map((kind) => (kind === 1 ? 0 : 1));
    this.liveBytes = this.summed(this.bytes.map((bytes, row) => (isLive(row) ? bytes : 0)));
    this.allBytes = this.summed(this.bytes);
    this.liveFiles = this.summed(one.map((count, row) => (isLive(row) ? count : 0)));
    this.allFiles = this.summed(one);
  }

  categoryName(row) { return this.category[row] < 0 ? "" : this.categories[this.category[row]]; }
  packageName(row) { return this.package[row] < 0 ? "" : this.packages[this.package[row]]; }
}

const CHANGES = ["same", "added", "removed", "modified", "metadata", "moved", "renamed", "rewritten"];

/** The live files of two images: what each weighed and weighs, and what became of it. */
class ChangedFiles extends FileTree {
  constructor(data) {
    const count = data.names.length;
    const flags = expand(data.flags, count);
    super(data.names, expand(data.depths, count), flags.map((flag) => flag & 7));
    this.change = flags.map((flag) => flag >> 3);
    this.layer = expand(data.layers, count);
    this.from = new Map(data.from);
    this.after = Float64Array.from(data.bytes);
    this.delta = expand(data.deltas, count, Float64Array);
    this.afterSum = this.summed(this.after);
    this.deltaSum = this.summed(this.delta);
    this.movedSum = this.summed(this.delta.map(Math.abs));
    this.changedFiles = this.summed(this.change.map((change) => (change === 0 ? 0 : 1)));
  }

  /** One word for what became of a file, by which it is coloured too. */
  fate(row) {
    const change = CHANGES[this.change[row]];
    if (change !== "modified" && change !== "renamed") return change;
    return this.delta[row] > 0 ? "grown" : this.delta[row] < 0 ? "shrunk" : "other content";
  }
}

/** An element with attributes and children; text is always text. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "onclick") made.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
/** A table that draws only the rows in sight, with sorting by its headers. */
class VirtualTable {
  /**
   * columns: {title, value(row) → text or node, order(a, b), width, number}.
   * choose: called with the row that was clicked or entered.
   */
  constructor(label, columns, choose) {
    this.columns = columns;
    this.choose = choose;
    this.rows = [];
    this.sorted = 0;
    this.isDescending = true;
    this.rowHeight = 30;
    this.template = columns.map((column) => column.width).join(" ");
    this.head = element("div", { class: "row head", role: "row", "aria-rowindex": 1 });
    this.headers = columns.map((column, index) => {
      const button = element("button", { type: "button", onclick: () => this.sort(index) }, column.title);
      const cell = element("div", { role: "columnheader", class: column.number ? "number" : "" }, button);
      this.head.append(cell);
      return cell;
    });
    this.body = element("div", { class: "body", role: "presentation" });
    this.scroll = element("div", {
      class: "scroll", role: "table", "aria-label": label, tabindex: 0,
    }, this.head, this.body);
    this.head.style.gridTemplateColumns = this.template;
    this.scroll.addEventListener("scroll", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(this.scroll);
    matchMedia("print").addEventListener("change", (event) => this.print(event.matches));
    window.addEventListener("beforeprint", () => this.print(true));
    window.addEventListener("afterprint", () => this.print(false));
    this.most = matchMedia("print").matches ? 60 : Infinity;
    this.markHeaders();
  }

  /** Row numbers, in any order. */
  show(rows) {
    this.rows = rows;
    this.order();
    this.scroll.scrollTop = 0;
    this.draw(true);
  }

  sort(index, isDescending) {
    const again = this.sorted === index;
    this.isDescending = isDescending !== undefined ? isDescending : again ? !this.isDescending : Boolean(this.columns[index].number);
    this.sorted = index;
    this.markHeaders();
    this.order();
    this.scroll.scrollTop = 0;
    this.draw(true);
  }

  order() {
    const compare = this.columns[this.sorted].order;
    const sign = this.isDescending ? -1 : 1;
    this.rows.sort((a, b) => sign * compare(a, b) || a - b);
  }

  markHeaders() {
    this.headers.forEach((header, index) => {
      const way = index !== this.sorted ? "none" : this.isDescending ? "descending" : "ascending";
      header.setAttribute("aria-sort", way);
    });
  }

  /** Paper has no scroll bar: the first rows stand for all, in their order. */
  print(isPrinting) {
    this.most = isPrinting ? 60 : Infinity;
    this.draw(true);
  }

  draw(isNew) {
    const count = Math.min(this.rows.length, this.most);
    const first = this.most < Infinity ? 0 : Math.max(0, Math.floor(this.scroll.scrollTop / this.rowHeight) - 10);
    const sight = Math.ceil((this.scroll.clientHeight || 400) / this.rowHeight) + 20;
    const last = Math.min(count, this.most < Infinity ? count : first + sight);
    if (!isNew && first === this.first && last === this.last) return;
    this.first = first;
    this.last = last;
    this.scroll.setAttribute("aria-rowcount", this.rows.length + 1);
    this.body.style.height = count * this.rowHeight + "px";
    const drawn = [];
    for (let index = first; index < last; index += 1) drawn.push(this.line(index));
    this.body.replaceChildren(...drawn);
    if (this.rows.length === 0) this.body.append(element("p", { class: "nothing" }, "Nothing fits."));
  }

  line(index) {
    const row = this.rows[index];
    const line = element("div", { class: "row", role: "row", "aria-rowindex": index + 2 });
    line.style.top = index * this.rowHeight + "px";
    line.style.gridTemplateColumns = this.template;
    for (const column of this.columns) {
      const value = column.value(row);
      line.append(element("div", { role: "cell", class: column.number ? "number" : "", title: typeof value === "string" ? value : null }, value));
    }
    if (this.choose) {
      line.tabIndex = 0;
      line.classList.add("choice");
      line.addEventListener("click", () => this.choose(row));
      line.addEventListener("keydown", (event) => { if (event.key === "Enter") this.choose(row); });
    }
    return line;
  }
}

/** A labelled field for filters. */
function field(label, control) { return element("label", { class: "field" }, element("span", {}, label), control); }

function choice(options, changed) {
  const select = element("select", {}, ...options.map(([value, text]) => element("option", { value }, text)));
  select.addEventListener("change", changed);
  return select;
}

function searchBox(placeholder, changed) {
  const box = element("input", { type: "search", placeholder, autocomplete: "off", spellcheck: "false" });
  let pending = 0;
  box.addEventListener("input", () => {
    clearTimeout(pending);
    pending = setTimeout(changed, 60);
  });
  return box;
}
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
"""#
}
