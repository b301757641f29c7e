// The head of the page: valid or not, why, the figures with their limits, the command.

import {h} from "./html.js";
import {durationText, plural} from "./text.js";

export function verdictHead(run, findings) {
  const {results, options} = run;
  const [mark, word, look] = results.valid === true ? ["\u2713", "valid", "good"]
      : results.valid === false ? ["\u2717", "invalid", "bad"] : ["?", "unknown", "unclear"];
  return h("header", {class: "verdict " + look},
      h("div", {class: "badge", role: "status"}, h("span", {class: "mark", "aria-hidden": "true"}, mark), " " + word),
      h("div", {class: "about"}, h("h1", {}, run.workload || "eddy"), h("p", {}, setting(options))),
      h("p", {class: "why"}, whyText(run, findings)),
      ...(results.notes || []).map((note) => h("p", {class: "why"}, note + ".")),
      figures(run),
      results.again ? command(results.again) : null,
      results.build ? h("p", {class: "build"}, buildText(results.build)) : null);
}

/** With what the test was made: the same sources and libraries give the same for a seed. */
function buildText({eddy, node}) {
  return "eddy " + eddy.version + ", commit " + eddy.commit + ", " + eddy.compiler + (node ? "; node: " + node : "");
}

function setting(options) {
  if (options.rate === undefined) return plural(options.concurrency || 0, "client") + " \u00b7 recorded by Maelstrom";
  const parts = [plural(options["node-count"] || 0, "node"), plural(options.concurrency || 0, "client"),
    options.rate + " operations/s for " + options["time-limit"] + " s"];
  if (options.latency) parts.push(options["latency-dist"] + " latency " + options.latency + " ms");
  parts.push(options.nemesis && options.nemesis.length > 0 ? "faults: " + options.nemesis.join(", ") : "no faults");
  parts.push(options.simulate ? "virtual time, seed " + options.seed : "real processes");
  return parts.join(" \u00b7 ");
}

export function whyText(run, findings) {
  const counting = findings.filter((finding) => finding.counts);
  if (run.results.valid === true) return "Nothing that the checkers look for was found.";
  if (counting.length === 0) return "The checkers could not tell.";
  const kinds = new Map();
  for (const {title} of counting) kinds.set(title, (kinds.get(title) || 0) + 1);
  return [...kinds].map(([kind, count]) => kind + (count > 1 ? " \u00d7" + count : "")).join(", ") + ". First: " + (counting[0].plain ? counting[0].plain.line : counting[0].text);
}

function figure(name, value, limit, fine) {
  return h("div", {class: "figure" + (fine === false ? " missed" : "")}, h("dt", {}, name),
      h("dd", {}, value, limit ? h("small", {}, " " + (fine === false ? "\u2717 " : fine ? "\u2713 " : "") + limit) : null));
}

function figures(run) {
  const {results, options} = run, list = [];
  const {stats, net, availability, rate, workload} = results;
  if (stats) list.push(figure("operations", stats.count.toLocaleString("en"),
      stats["ok-count"] + " ok, " + stats["fail-count"] + " failed, " + stats["info-count"] + " unknown"));
  if (availability) {
    const wanted = options.availability;
    list.push(figure("ended well", (100 * availability["ok-fraction"]).toFixed(2) + " %",
        wanted !== undefined ? "at least " + Number((100 * wanted).toPrecision(6)) + " %" : "", wanted !== undefined ? availability.valid === true : undefined));
  }
  if (rate) list.push(figure("rate", rate.achieved.toFixed(1) + "/s", "of " + rate.asked + "/s asked"));
  if (net) {
    const each = net.servers["msgs-per-op"];
    list.push(figure("messages between servers", each === undefined ? "0" : each.toFixed(3) + " per operation", net.servers["msg-count"].toLocaleString("en") + " in all"));
  }
  if (workload && workload["stable-latencies"])
    list.push(figure("stable latency", workload["stable-latencies"]["0.5"] + " ms", "median; at most " + workload["stable-latencies"]["1"] + " ms"));
  if (workload && workload["lost-count"] !== undefined) list.push(figure("lost values", String(workload["lost-count"]), "none allowed", workload["lost-count"] === 0));
  if (workload && workload["worst-realtime-lag"] && workload["worst-realtime-lag"].lag !== undefined)
    list.push(figure("worst lag", durationText(1e6 * workload["worst-realtime-lag"].lag)));
  for (const [f, ms] of Object.entries(results.latencies || {}))
    list.push(figure("latency of " + f, ms.p50.toFixed(2) + " ms", "median; 99 %: " + ms.p99.toFixed(2) + " ms"));
  return h("dl", {class: "figures"}, list);
}

function command(text) {
  const button = h("button", {type: "button", onclick: async () => {
    await navigator.clipboard.writeText(text).catch(() => {});
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }}, "Copy");
  return h("div", {class: "command"}, h("span", {}, "Again:"), h("code", {}, text), button);
}
