"use strict";
// A button in each head of a table that can be sorted. One click sorts, the next turns the order
// around, the third puts the rows back. Without this script there are no buttons.
{
  const words = new Intl.Collator("en", { numeric: true });
  // Amounts can be larger than what a number holds exactly: compare them as whole numbers.
  const whole = (text) => {
    const [units, places = ""] = text.split(".");
    return BigInt(units + places.padEnd(9, "0"));
  };
  const numbers = (one, other) => {
    const difference = whole(one) - whole(other);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  };
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.order ?? cell.textContent.trim();
  };

  const sorted = (rows, column, direction) => {
    const keyed = rows.map((row) => ({ row, key: key(row, column) }));
    const filled = keyed.filter((it) => it.key !== "");
    const areNumbers = filled.every((it) => /^-?\d+(\.\d{1,9})?$/.test(it.key));
    const compare = areNumbers ? numbers : words.compare;
    filled.sort((one, other) => direction * compare(one.key, other.key));
    // What is unknown is neither large nor small: it comes last in both orders.
    return [...filled, ...keyed.filter((it) => it.key === "")].map((it) => it.row);
  };

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const body = table.tBodies[0];
    const original = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      // Of numbers the largest comes first, of words the first letter.
      const orders = head.classList.contains("n") ? ["descending", "ascending"] : ["ascending", "descending"];
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = orders[orders.indexOf(head.getAttribute("aria-sort")) + 1];
        heads.forEach((it) => it.removeAttribute("aria-sort"));
        if (next) head.setAttribute("aria-sort", next);
        body.append(...(next ? sorted(original, column, next === "ascending" ? 1 : -1) : original));
      });
    });
  }

  // A table that fits is no stop for those who walk through the page by key.
  const regions = document.querySelectorAll("div.table");
  const fit = () => {
    for (const it of regions) {
      const scrolls = it.scrollWidth > it.clientWidth;
      it.toggleAttribute("data-scrolls", scrolls);
      if (scrolls) it.tabIndex = 0;
      else it.removeAttribute("tabindex");
    }
  };
  fit();
  addEventListener("resize", fit);
}
