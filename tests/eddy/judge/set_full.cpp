#include "tests/eddy/judge/set_full.hpp"

#include <algorithm>
#include <cmath>

#include "tests/eddy/judge/set_elements.hpp"

namespace eddy {

namespace {

constexpr std::size_t worst_shown = 8;

enum class Outcome { stable, lost, never_read };

struct Judged {
  const Element* element = nullptr;
  const Json* value = nullptr;
  Outcome outcome = Outcome::never_read;
  std::int64_t latency_ms = 0;  ///< stable: till the last read without it; lost: with it
};

Outcome outcome_of(const Element& e) {
  if (e.last_present != nowhere && e.last_present > e.last_absent) return Outcome::stable;
  if (e.known != nowhere && e.last_absent > e.last_present && e.last_absent > e.known) {
    return Outcome::lost;
  }
  return Outcome::never_read;
}

/// From the time that the element was known to 1 ns after the given op, if there is one.
std::int64_t latency_ms(const History& history, const Element& element, std::ptrdiff_t until) {
  if (until == nowhere) return 0;
  const std::int64_t known_ns = history[static_cast<std::size_t>(element.known)].time_ns;
  const std::int64_t until_ns = history[static_cast<std::size_t>(until)].time_ns + 1;
  return std::max<std::int64_t>(0, until_ns - known_ns) / 1'000'000;
}

std::vector<Judged> judge(const History& history, const Elements& elements) {
  std::vector<Judged> judged;
  for (const Element& element : elements.elements) {
    Judged j = {&element, &elements.values.value(element.number), outcome_of(element), 0};
    if (j.outcome == Outcome::stable) {
      j.latency_ms = latency_ms(history, element, element.last_absent);
    } else if (j.outcome == Outcome::lost) {
      j.latency_ms = latency_ms(history, element, element.last_present);
    }
    judged.push_back(j);
  }
  std::stable_sort(judged.begin(), judged.end(),  // 1 and 1.0 are level
                   [](const Judged& a, const Judged& b) { return *a.value < *b.value; });
  return judged;
}

std::vector<Judged> with_outcome(const std::vector<Judged>& judged, Outcome outcome) {
  std::vector<Judged> result;
  std::copy_if(judged.begin(), judged.end(), std::back_inserter(result),
               [&](const Judged& j) { return j.outcome == outcome; });
  return result;
}

Json values_of(const std::vector<Judged>& judged) {
  Json list = Json::array();
  for (const Judged& j : judged) list.push_back(*j.value);
  return list;
}

/// The sorted latency at floor(n * q), or the last.
Json quantiles(const std::vector<Judged>& judged) {
  std::vector<std::int64_t> sorted;
  for (const Judged& j : judged) sorted.push_back(j.latency_ms);
  std::sort(sorted.begin(), sorted.end());
  Json result = Json::object();
  for (const auto& [name, q] : {std::pair("0", 0.0), std::pair("0.5", 0.5), std::pair("0.95", 0.95),
                                std::pair("0.99", 0.99), std::pair("1", 1.0)}) {
    const auto at = static_cast<std::size_t>(std::floor(static_cast<double>(sorted.size()) * q));
    result[name] = sorted[std::min(at, sorted.size() - 1)];
  }
  return result;
}

/// The highest latency first; of equal ones that of the greater element.
Json worst_stale(const History& history, std::vector<Judged> stale) {
  std::reverse(stale.begin(), stale.end());
  std::stable_sort(stale.begin(), stale.end(),
                   [](const Judged& a, const Judged& b) { return a.latency_ms > b.latency_ms; });
  if (stale.size() > worst_shown) stale.resize(worst_shown);
  Json list = Json::array();
  for (const Judged& j : stale) {
    list.push_back(
        {{"element", *j.value},
         {"outcome", "stable"},
         {"stable-latency", j.latency_ms},
         {"known", to_json(history[static_cast<std::size_t>(j.element->known)])},
         {"last-absent", to_json(history[static_cast<std::size_t>(j.element->last_absent)])}});
  }
  return list;
}

void explain_lost(const History& history, const std::vector<Judged>& lost, const std::string& add,
                  Findings& wrong) {
  for (const Judged& j : lost) {
    const Op& known = history[static_cast<std::size_t>(j.element->known)];
    const Op& absent = history[static_cast<std::size_t>(j.element->last_absent)];
    const std::string how = known.f == "read" ? " read " : " had the " + add + " acknowledged of ";
    Json values = {{"value", *j.value}, {known.f, known.index}, {"lacking-read", absent.index}};
    if (j.element->last_present != nowhere)
      values["last-read"] = history[static_cast<std::size_t>(j.element->last_present)].index;
    const bool ever_read = j.element->last_present != nowhere;
    const std::string last =
        ever_read ? "no read began later that held it" : "no read ever held it";
    wrong.add("lost",
              who_and_when(known) + "," + how + quote(*j.value) + ", but the read that " +
                  who_and_when(absent) + ", began lacks it, and " + last +
                  "; it should be in every read in the end.",
              std::move(values));
  }
}

}  // namespace

std::vector<std::string> set_full_fields() {
  return {"attempt-count",    "stable-count", "lost",        "lost-count",       "never-read",
          "never-read-count", "stale",        "stale-count", "stable-latencies", "lost-latencies",
          "duplicated-count"};
}

Json check_set_full(const History& history, const std::string& add) {
  Findings wrong;
  Findings beyond;
  const Elements elements = trace_elements(history, add, beyond);
  const std::vector<Judged> judged = judge(history, elements);
  const std::vector<Judged> stable = with_outcome(judged, Outcome::stable);
  const std::vector<Judged> lost = with_outcome(judged, Outcome::lost);
  const std::vector<Judged> never_read = with_outcome(judged, Outcome::never_read);
  std::vector<Judged> stale;
  std::copy_if(stable.begin(), stable.end(), std::back_inserter(stale),
               [](const Judged& j) { return j.latency_ms > 0; });

  Json result = {{"attempt-count", judged.size()},
                 {"stable-count", stable.size()},
                 {"lost", values_of(lost)},
                 {"lost-count", lost.size()},
                 {"never-read", values_of(never_read)},
                 {"never-read-count", never_read.size()},
                 {"stale", values_of(stale)},
                 {"stale-count", stale.size()},
                 {"worst-stale", worst_stale(history, stale)},
                 {"duplicated-count", 0}};
  result["valid"] = !lost.empty() ? Json(false) : stable.empty() ? Json("unknown") : Json(true);
  if (!stable.empty()) result["stable-latencies"] = quantiles(stable);
  if (!lost.empty()) result["lost-latencies"] = quantiles(lost);
  explain_lost(history, lost, add, wrong);
  if (lost.empty() && stable.empty()) {
    wrong.add("nothing-stable", "no element of a" + std::string(add == "add" ? "n " : " ") + add +
                                    " was in the reads to the end, so there is nothing to judge.");
  }
  conclude(result, wrong, beyond);
  return result;
}

}  // namespace eddy
