#pragma once

#include <memory>
#include <string>
#include <vector>

#include "eddy/history/history.hpp"
#include "eddy/judge/check_options.hpp"
#include "eddy/workloads/workload.hpp"

namespace eddy {

struct LabelledCase;

/// How what a node acknowledged comes into view while the test runs, if that can be judged.
enum class Propagation {
  not_judged,
  in_reads,  ///< as elements of the lists that `read` tells
  in_polls   ///< as messages of logs that `poll` tells
};

/// All that a workload is to the rest of eddy, which knows none by name: what is asked and how
/// (make), what is thought of the answers (check), and what else differs from one workload to
/// another, for which there are defaults. Those that are built in stand in a folder each, and
/// kinds.cpp lists them; others are modules (workload_module.hpp). One object serves all tests at
/// once, so it keeps nothing.
class WorkloadKind {
 public:
  virtual ~WorkloadKind() = default;

  // What each workload gives. -----------------------------------------------------
  /// As --workload has it; of letters, digits, '_' and '-'.
  virtual std::string name() const = 0;

  /// Throws std::invalid_argument for options that it cannot be run with.
  virtual std::unique_ptr<Workload> make(const WorkloadOptions& options) const = 0;

  /// Judges a history, of one of Maelstrom's workloads as its checker does. The result is an object
  /// with "valid" (true, false or "unknown"), figures and findings under names of the workload's
  /// own (those that Maelstrom gives them, without the colon and the question mark), and what
  /// conclude() of findings.hpp adds: "explanations" (where it is not valid) and "beyond" (what
  /// Maelstrom would not report), each only where there is something to say. The indices of the
  /// history's ops rise. Throws HistoryError for what nobody could make sense of.
  virtual Json check(const History& history, const CheckOptions& options) const = 0;

  // What has defaults. ------------------------------------------------------------
  /// Whether the op, of a client, can be one of this workload's; to tell histories apart.
  virtual bool takes(const Op&) const { return true; }

  /// Whether its operations are transactions: then a consistency model is asked for, and
  /// transactions have a length.
  virtual bool has_transactions() const { return false; }

  /// Requests that make a node tell all that the history's operations wrote, where the
  /// workload's own final operations leave open whether all nodes hold the same. All nodes
  /// must answer alike once nothing is under way any more.
  virtual std::vector<Json> convergence_requests(const History&) const { return {}; }

  virtual Propagation propagation() const { return Propagation::not_judged; }

  /// What the page of a test has to know to show it: report/page/README.md tells its fields.
  virtual Json page() const { return Json::object(); }

  /// In what the result of check() differs from that which a labelled case expects, beyond
  /// "valid" and "error", which agree. In words.
  virtual std::vector<std::string> disagreements(const LabelledCase&,
                                                 const Json& /*result*/) const {
    return {};
  }
};

}  // namespace eddy
