// JSON with integers of any size: those beyond 2^53, which JSON.parse would round, are BigInt.

const mark = "\u0001";  // begins the string that stands for such an integer
const words = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

let met = false;  // most runs have none, and need not be searched for them

export function parseJson(text) {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const marked = text.replace(words, (word) => (isLongInteger(word) ? '"\\u0001' + word + '"' : word));
  return JSON.parse(marked, (key, value) => (typeof value === "string" && value[0] === mark && isLongInteger(value.slice(1)) ? BigInt(value.slice(1)) : value));
}

function isLongInteger(word) {
  const long = /^-?\d{16,}$/.test(word) && !Number.isSafeInteger(Number(word));
  met = met || long;
  return long;
}

/** As JSON.stringify without spaces; undefined of undefined. */
export function jsonText(value) {
  if (!met) return JSON.stringify(value);
  let long = false;
  const text = JSON.stringify(value, (key, each) => {
    if (typeof each !== "bigint") return each;
    long = true;
    return mark + each;
  });
  return long ? text.replace(/"\\u0001(-?\d+)"/g, "$1") : text;
}

/** The integer that a word is: a number, or a BigInt where a number would not be it. */
export function integer(word) {
  return isLongInteger(word) ? BigInt(word) : Number(word);
}

/** For sort(): numbers and BigInts alike. */
export function byValue(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
