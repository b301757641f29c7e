// The card beside the pointer: what is under it.

import {h, prettyJson} from "./html.js";
import {messageAt, ARRIVED, LOST} from "./messages.js";
import {opText, outcomeText, momentText, durationText} from "./text.js";

const most_text = 900;

export function hoverCard(scene, canvas) {
  const card = h("div", {class: "hover", hidden: true, role: "tooltip"});
  document.body.append(card);
  return (item, point) => {
    const content = item && contentOf(scene.run, item);
    card.hidden = !content;
    if (!content) return;
    card.replaceChildren(...content);
    const box = canvas.getBoundingClientRect();
    const left = box.left + point.x, top = box.top + point.y, {offsetWidth: width, offsetHeight: height} = card;
    card.style.left = Math.max(4, left + 16 + width < innerWidth ? left + 16 : left - 16 - width) + "px";
    card.style.top = Math.max(4, top + 16 + height < innerHeight ? top + 16 : top - 16 - height) + "px";
  };
}

function cut(text) {
  return text.length > most_text ? text.slice(0, most_text) + "\u2026" : text;
}

function contentOf(run, item) {
  if (item.row !== undefined) {
    const m = run.messages, row = item.row, message = messageAt(run, row);
    const fate = m.state[row] === ARRIVED ? "took " + durationText(m.t1[row] - m.t0[row]) + (m.copy[row] ? " (second copy)" : "") : m.state[row] === LOST ? "LOST" : "under way";
    return [h("b", {}, message.src + " \u2192 " + message.dest), " sent " + momentText(m.t0[row]) + ", " + fate, h("pre", {}, cut(prettyJson(message.body, 60)))];
  }
  if (item.op !== undefined) {
    const op = run.ops[item.op];
    return [h("b", {}, run.lanes[op.lane].label + ": " + op.f), " " + outcomeText(op) + ", from " + momentText(op.t0) + ", " + durationText(op.t1 - op.t0), h("pre", {}, cut(opText(op)))];
  }
  if (item.fault) {
    const {fault} = item, nodes = [...fault.nodes].map(([node, what]) => node + ": " + what);
    return [h("b", {}, fault.name), " from " + momentText(fault.t0) + " to " + momentText(fault.t1), h("pre", {}, cut(nodes.join("\n")))];
  }
  const lane = run.lanes[item.lane];
  return [h("b", {}, lane.label), " click: only this lane and what concerns it"];
}
