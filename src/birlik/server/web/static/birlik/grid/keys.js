// Every act of the grid by key and by button.

import { keys } from "../keys.js";

export function listen(grid) {
  const { element } = grid;
  keys.add(grid.setting.keys);
  const acts = {
    add: () => grid.addRow(),
    undo: () => grid.takeBack(false),
    redo: () => grid.takeBack(true),
    next: () => grid.nextFinding(),
    columns: () => grid.looks.choose(),
    keys: () => keys.show(),
  };
  for (const button of document.querySelectorAll(".grid-tools [data-do]")) {
    button.addEventListener("click", () => acts[button.dataset.do]());
    if (button.dataset.press) button.title = button.dataset.press;
  }
  let leaving = false;

  // Before Tabulator, which knows fewer keys.
  element.addEventListener(
    "keydown",
    (event) => {
      if (event.target !== element) return;
      const act = meaning(event);
      if (event.key !== "Tab" && event.key !== "Shift") leaving = false;
      if (!act) return;
      event.stopPropagation();
      if (act() !== false) event.preventDefault();
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key === "F6") {
      event.preventDefault();
      if (document.activeElement === element) document.getElementById("grid-search").focus();
      else grid.table.focus();
    }
  });
  document.getElementById("grid-search").addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      grid.table.focus();
    }
  });
  element.addEventListener("dblclick", (event) => {
    if (event.target.closest(".tabulator-cell:not(.tabulator-row-header)")) grid.edit();
  });
  element.addEventListener("click", (event) => {
    if (event.target.closest(".tabulator-cell")) grid.table.focus();
  });
  // A click elsewhere ends the editor by taking the focus from it; one into a cell must not wait for that.
  element.addEventListener("mousedown", (event) => {
    if (grid.editor.editing && !event.target.closest(".grid-editor, .grid-offers")) grid.editor.commit("");
  }, true);

  function meaning(event) {
    const { key, shiftKey, altKey } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    const { table } = grid;
    const at = () => table.active;
    const last = () => [table.count - 1, table.names.length - 1];
    if (ctrl) {
      const found = {
        a: () => table.select(0, 0, { toRow: last()[0], toColumn: last()[1], scroll: false }),
        d: () => grid.fillDown(),
        z: () => grid.takeBack(shiftKey),
        y: () => grid.takeBack(true),
        f: () => document.getElementById("grid-search").select(),
        o: () => openForm(grid),
        Enter: () => grid.addRow(),
        "-": () => grid.remove(),
        "−": () => grid.remove(),
        Home: () => table.select(0, 0),
        End: () => table.select(...last()),
      }[key.length === 1 ? key.toLowerCase() : key];
      return found ?? null;
    }
    if (altKey) return { ArrowUp: () => sort(grid), ArrowDown: () => grid.edit() }[key] ?? null;
    if (key === "Tab") {
      return () => {
        const on = !leaving && tab(grid, shiftKey);
        if (!on) table.leave();
        return on;
      };
    }
    if (key === " " && shiftKey) {
      return () => table.select(at().row, 0, { toColumn: last()[1], toRow: at().row, scroll: false });
    }
    const found = {
      Enter: () => grid.edit(),
      F2: () => grid.edit(),
      F8: () => grid.nextFinding(shiftKey ? -1 : 1),
      "?": () => keys.show(),
      Delete: () => grid.empty(),
      Backspace: () => grid.empty(),
      Home: () => table.select(at().row, 0),
      End: () => table.select(at().row, last()[1]),
      PageUp: () => table.select(at().row - table.page(), at().column),
      PageDown: () => table.select(at().row + table.page(), at().column),
      Escape: () => {
        leaving = true;
        table.select(at().row, at().column);
      },
    }[key];
    if (found) return found;
    if (key === "ArrowDown" && !shiftKey && grid.setting.mayAdd && at().row === table.count - 1) {
      return () => (at().record?.$unsaved ? undefined : grid.addRow(at().name));
    }
    return key.length === 1 ? () => grid.edit(key) : null;
  }
}

// To the cell on the right, and on to the next row; at the ends of the table out of it.
function tab(grid, back) {
  const { table } = grid;
  const { row, column } = table.active;
  const width = table.names.length;
  const place = row * width + column + (back ? -1 : 1);
  if (place < 0 || place >= table.count * width) return false;
  table.select(Math.floor(place / width), place % width);
  return true;
}

function sort(grid) {
  const { name } = grid.table.active;
  const now = grid.table.sort(name);
  const words = { asc: grid.words.sortUp, desc: grid.words.sortDown }[now] ?? grid.words.sortNone;
  grid.say(words.replace("{column}", grid.table.columns.get(name).title));
}

function openForm(grid) {
  const { record } = grid.table.active;
  if (!record || record.key.startsWith("new-")) return grid.say(grid.words.unsavedRow);
  location.assign(grid.setting.addresses.record.replace("KEY", record.key));
  return undefined;
}
