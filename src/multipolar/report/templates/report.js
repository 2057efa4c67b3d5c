"use strict";
(() => {
  const value = (row, k) => {
    const cell = row.cells[k];
    if (cell.dataset.v === undefined) return cell.textContent.trim().toLowerCase();
    return cell.dataset.v === "" ? null : Number(cell.dataset.v);
  };
  const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b) : a - b);

  const sort = (table, k, down) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [value(row, k), row]);
    rows.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : (down ? -1 : 1) * compare(a, b)));
    body.append(...rows.map(([, row]) => row));
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, k) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      const arrow = document.createElement("span");
      arrow.className = "arrow";
      arrow.setAttribute("aria-hidden", "true");
      button.firstChild.textContent = button.firstChild.textContent.trim();
      button.firstChild.after(arrow);
      button.addEventListener("click", () => {
        const next = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", next);
        sort(table, k, next === "descending");
      });
    });
  }

  for (const input of document.querySelectorAll("[data-filter]")) {
    const tables = input.dataset.filter.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    const rows = tables.map((table) => [...table.tBodies[0].rows]);
    const found = input.closest("p").querySelector("[role=status]");
    input.closest("[hidden]").hidden = false;
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      const told = tables.map((table, k) => {
        rows[k].forEach((row) => { row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted); });
        const shown = rows[k].filter((row) => !row.hidden);
        const folded = table.closest("details");
        if (folded) folded.open = wanted !== "" && shown.length > 0;
        const text = `${shown.length} of ${rows[k].length} ${table.dataset.what || "economies"}`;
        const first = shown.length === 1 && table.dataset.what ? `: ${[...shown[0].cells].slice(0, 3).map((c) => c.textContent.trim()).join(", ")}` : "";
        return text + first;
      });
      found.textContent = wanted ? told.join("; ") : "";
    });
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((part) => { part.open = false; }));
})();
