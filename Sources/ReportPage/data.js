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
