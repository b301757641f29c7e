// The page's colours, as its style sheet has them, for the canvases.

let theme = null;

export function colours() {
  if (theme) return theme;
  const style = getComputedStyle(document.documentElement);
  theme = {};
  for (const name of ["page", "card", "band", "text", "muted", "line", "client", "node", "service", "lost", "copy",
    "ok", "fail", "info", "lit", "fault", "fault2", "pause", "accent", "focus"])
    theme[name] = style.getPropertyValue("--" + name).trim();
  theme.series = [1, 2, 3, 4, 5].map((i) => style.getPropertyValue("--series" + i).trim());
  return theme;
}

/** Calls back when the person's system turns light or dark. */
export function onThemeChange(listener) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    theme = null;
    listener();
  });
}

/** For the kinds of operations, by their place among them. */
export function seriesColour(i) {
  const {series} = colours();
  return series[i % series.length];
}
