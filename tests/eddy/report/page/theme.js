// The page's colours, as its style sheet has them, for the canvases.

let theme = null;

export function colours() {
  if (theme) return theme;
  const style = getComputedStyle(document.documentElement);
  theme = {};
  for (const name of ["page", "card", "band", "text", "muted", "line", "client", "node", "service", "lost", "copy",
    "ok", "fail", "info", "lit", "fault", "fault2", "pause", "accent", "focus"])
    theme[name] = style.getPropertyValue("--" + name).trim();
  return theme;
}

/** Calls back when the person's system turns light or dark. */
export function onThemeChange(listener) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    theme = null;
    listener();
  });
}

/** Colours, dashes and shapes for the kinds of operations, by their place among them. */
export const seriesColours = ["--series1", "--series2", "--series3", "--series4", "--series5"];

export function seriesColour(i) {
  return getComputedStyle(document.documentElement).getPropertyValue(seriesColours[i % seriesColours.length]).trim();
}
