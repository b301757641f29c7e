#include "tests/eddy/run/summary.hpp"

#include <iomanip>
#include <sstream>

#include "tests/eddy/run/explanations.hpp"
#include "tests/eddy/run/notes.hpp"

namespace eddy {
namespace {

using glomers::Json;

constexpr std::size_t explanations_shown = 10;

void write_verdict(std::ostream& out, const Json& results) {
  const Json& valid = results["valid"];
  out << "verdict     " << (valid == true ? "valid" : valid == false ? "INVALID" : "unknown");
  if (valid == true && results.contains("rate") && results["rate"].contains("share"))
    out << ", over " << percent(results["rate"]["share"].get<double>())
        << " of the load that was asked";
  out << '\n';
  const Json explanations = results.value("explanations", Json::array());
  for (std::size_t i = 0; i < explanations.size(); ++i) {
    out << (i == 0 ? "why         " : "            ");
    if (i == explanations_shown) {
      out << "and " << explanations.size() - i << " more, see results.json\n";
      break;
    }
    out << told(explanations[i]) << '\n';
  }
}

void write_load(std::ostream& out, const Json& results) {
  const Json& stats = results["stats"];
  out << "operations  " << stats["count"] << " (ok " << stats["ok-count"] << ", fail "
      << stats["fail-count"] << ", info " << stats["info-count"] << "), ok-fraction "
      << std::setprecision(5) << results["availability"]["ok-fraction"].get<double>()
      << std::setprecision(2) << '\n';
}

/// What a history alone does not tell.
void write_run(std::ostream& out, const Json& results) {
  out << "rate        " << results["rate"]["achieved"].get<double>() << "/s of "
      << results["rate"]["asked"].get<double>() << "/s asked\n";
  const Json& servers = results["net"]["servers"];
  out << "messages    " << results["net"]["all"]["msg-count"] << " in all, " << servers["msg-count"]
      << " between servers";
  if (servers.contains("msgs-per-op"))
    out << std::setprecision(4) << ", " << servers["msgs-per-op"].get<double>() << " per operation"
        << std::setprecision(2);
  out << '\n';
}

void write_delays(std::ostream& out, const Json& results) {
  for (const auto& [f, ms] : results["latencies"].items())
    out << "latency     " << f << ": median " << ms["p50"].get<double>() << ", p99 "
        << ms["p99"].get<double>() << ", max " << ms["max"].get<double>() << " ms\n";
  const Json& found = results["workload"];
  if (found.contains("stable-latencies"))
    out << "stable      median " << found["stable-latencies"]["0.5"] << ", max "
        << found["stable-latencies"]["1"] << " ms; " << found["lost-count"] << " lost, "
        << found["stale-count"] << " stale\n";
  if (found.contains("worst-realtime-lag") && found["worst-realtime-lag"].contains("lag"))
    out << "lag         " << std::setprecision(3)
        << found["worst-realtime-lag"]["lag"].get<double>() << " s at the worst\n";
}

/// The nodes that a late answer silenced, where the test does not fail for it.
void write_silenced(std::ostream& out, const Json& late_answers) {
  if (late_answers["valid"] == false) return;
  for (const Json& answer : late_answers["silenced"])
    out << "silenced    " << answer["text"].get<std::string>() << '\n';
}

}  // namespace

std::string told_notes(const Json& results) {
  std::string text;
  for (const Json& note : results.at("notes"))
    text += "note        " + note.get<std::string>() + '\n';
  return text;
}

std::string summary(const Json& results) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(2);
  write_verdict(out, results);
  write_load(out, results);
  if (results.contains("rate")) write_run(out, results);
  write_delays(out, results);
  if (results.contains("late-answers")) write_silenced(out, results["late-answers"]);
  if (results.contains("notes")) out << told_notes(results);
  return out.str();
}

}  // namespace eddy
