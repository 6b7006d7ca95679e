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
