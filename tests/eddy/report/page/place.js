// The place that a person looks at, in the page's address: a link to it can be sent.

import {parseJson, jsonText} from "./exact.js";

export function readPlace(scene, actions) {
  const place = new URLSearchParams(location.hash.slice(1));
  if (place.has("finding")) actions.showFinding(Number(place.get("finding")));
  else if (place.has("follow")) {
    try {
      actions.follow(parseJson(place.get("follow")));
    } catch {
      return;  // a link to another run
    }
  }
  const [t0, t1] = (place.get("t") || "").split("-").map(Number);
  if (t1 > t0) scene.view.set(1e6 * t0, 1e6 * t1);
}

export function keepPlace(scene) {
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const {view, followed, cause} = scene, place = new URLSearchParams();
      if (view.t0 >= 0) place.set("t", (view.t0 / 1e6).toFixed(6) + "-" + (view.t1 / 1e6).toFixed(6));
      if (followed && followed.term && !cause) place.set("follow", jsonText(followed.term));
      history.replaceState(null, "", "#" + place);
    }, 400);
  };
  scene.view.onChange(keep);
  scene.onChange(keep);
}
