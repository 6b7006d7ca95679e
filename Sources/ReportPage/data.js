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

function countText(count, noun) { return count.toLocaleString("en") + " " + noun + (count === 1 ? "" : "s"); }

/** Pairs of value and length. */
function expand(pairs, count) {
  const result = new Int32Array(count);
  let at = 0;
  for (let index = 0; index < pairs.length; index += 2) {
    result.fill(pairs[index], at, at + pairs[index + 1]);
    at += pairs[index + 1];
  }
  return result;
}

/** Files and directories in columns; directories stand in front of what lies in them. */
class Files {
  constructor(data) {
    const count = data.names.length;
    this.count = count;
    this.names = data.names;
    this.bytes = Float64Array.from(data.bytes);
    this.layer = expand(data.layers, count);
    this.removedIn = expand(data.removedIn, count);
    this.package = expand(data.packages, count);
    this.packages = data.packageNames;
    this.categories = data.categories;
    const flags = expand(data.flags, count);
    this.kind = flags.map((flag) => flag & 7);
    this.state = flags.map((flag) => (flag >> 3) & 3);
    this.category = flags.map((flag) => (flag >> 5) - 1);
    const depth = expand(data.depths, count);
    this.parent = new Int32Array(count);
    this.firstChild = new Int32Array(count).fill(-1);
    this.nextSibling = new Int32Array(count).fill(-1);
    const open = [];
    for (let row = 0; row < count; row += 1) {
      this.parent[row] = depth[row] === 0 ? -1 : open[depth[row] - 1];
      if (this.kind[row] === 1) open[depth[row]] = row;
    }
    // By row: bytes and files below it, live ones and all.
    this.liveBytes = new Float64Array(count);
    this.allBytes = new Float64Array(count);
    this.liveFiles = new Int32Array(count);
    this.allFiles = new Int32Array(count);
    for (let row = count - 1; row >= 0; row -= 1) {
      if (this.kind[row] !== 1) {
        this.allBytes[row] = this.bytes[row];
        this.allFiles[row] = 1;
        if (this.state[row] === 0) { this.liveBytes[row] = this.bytes[row]; this.liveFiles[row] = 1; }
      }
      const parent = this.parent[row];
      if (parent < 0) continue;
      this.liveBytes[parent] += this.liveBytes[row];
      this.allBytes[parent] += this.allBytes[row];
      this.liveFiles[parent] += this.liveFiles[row];
      this.allFiles[parent] += this.allFiles[row];
      this.nextSibling[row] = this.firstChild[parent];
      this.firstChild[parent] = row;
    }
    this.paths = null;
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

  categoryName(row) { return this.category[row] < 0 ? "" : this.categories[this.category[row]]; }
  packageName(row) { return this.package[row] < 0 ? "" : this.packages[this.package[row]]; }
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
