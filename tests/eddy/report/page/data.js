// The run's files, as the bench put them into the page: gzip as base64 in script elements.

import {parseJson} from "./exact.js";

/** The text of a block; "" if the page has none of that name. */
export async function blockText(name) {
  const element = document.getElementById("data-" + name);
  if (!element) return "";
  const binary = atob(element.textContent.trim());
  element.textContent = "";
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/**
 * All files: {results, history: [op], lists: [[value]], messageLines: [text]}. An op whose read
 * told a long list has {list, first} for its value: the first so many of the list of that number.
 * Null if the page has no run whose blocks' names begin so.
 */
export async function loadRun(run = "") {
  const [results, history, lists, messages] =
      await Promise.all(["results", "history", "lists", "messages"].map((name) => blockText(run + name)));
  if (results === "") return null;
  return {
    results: parseJson(results),
    history: lines(history).map((line) => parseJson(line)),
    lists: lines(lists).map((line) => parseJson(line)),
    messageLines: lines(messages),
  };
}

function lines(text) {
  return text.split("\n").filter((line) => line !== "");
}
