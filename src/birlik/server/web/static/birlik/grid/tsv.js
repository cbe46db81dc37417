// Cells as spreadsheets put them on the clipboard: tabs between cells, lines between rows, quotes where a cell needs them.

// Rows of cells; a quote that is never closed stands for itself, and the line break at the end begins no row.
export function parsed(text) {
  const rows = [[]];
  const source = text.replace(/\r\n?/g, "\n");
  let at = 0;
  for (;;) {
    const [cell, after] = source[at] === '"' ? quoted(source, at) : plain(source, at);
    rows.at(-1).push(cell);
    if (after >= source.length) return rows;
    at = after + 1;
    if (source[after] === "\n") {
      if (at >= source.length) return rows;
      rows.push([]);
    }
  }
}

function plain(source, at) {
  let end = at;
  while (end < source.length && source[end] !== "\t" && source[end] !== "\n") end += 1;
  return [source.slice(at, end), end];
}

function quoted(source, at) {
  let end = at + 1;
  for (;;) {
    end = source.indexOf('"', end);
    if (end < 0) return plain(source, at);
    if (source[end + 1] === '"') end += 2;
    else if (end + 1 === source.length || source[end + 1] === "\t" || source[end + 1] === "\n") break;
    else return plain(source, at);
  }
  return [source.slice(at + 1, end).replaceAll('""', '"'), end + 1];
}

export function written(rows) {
  return rows.map((row) => row.map(inQuotes).join("\t")).join("\n") + "\n";
}

function inQuotes(cell) {
  return /[\t\n\r]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const FORMULA = /^'*[=+\-@\t\r\n]/;
const NUMBER = /^[+-]?\d+([.,]\d+)?$/;

// No spreadsheet may take a text of the plan for a formula.
export function defused(text) {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

// What was meant, of what `defused` has made.
export function armed(text) {
  return /^'+[=+\-@\t\r\n]/.test(text) ? text.slice(1) : text;
}
