// The colours of the page, by the names of its tokens, for what is drawn on a canvas.

export function coloursOfPage() {
  const style = getComputedStyle(document.querySelector(".map"));
  const value = (name) => style.getPropertyValue(name).trim();
  const dark = value("color-scheme") === "dark";
  return {
    sea: value("--map-sea"),
    // Land is lighter than the sea, on dark pages too.
    land: dark ? `color-mix(in srgb, ${value("--muted")} 16%, ${value("--surface")})` : value("--surface"),
    coast: value("--strong-line"),
    border: value("--muted"),
    ink: value("--ink"),
    surface: value("--surface"),
    muted: value("--muted"),
    accent: value("--accent"),
    alarm: value("--alarm"),
    warn: value("--warn"),
    good: value("--good"),
    night: dark ? value("--ground") : value("--ink"),
    font: value("--font"),
    mono: document.documentElement.dataset.theme === "night" ? value("--ink") : "",
  };
}
