#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "glomers/ensure.hpp"
#include "glomers/time.hpp"

namespace glomers {

/// The clients that have written lately, and which of them wait until it is stored. A client that
/// waits for an answer asks for nothing else meanwhile.
class Writers {
 public:
  /// Whether somebody has written since then, and may write again at any time. Those who have
  /// not are forgotten.
  bool more_may_come(Time since) {
    std::erase_if(writers_,
                  [&](const auto& w) { return w.second.waits == 0 && w.second.last < since; });
    return std::any_of(writers_.begin(), writers_.end(),
                       [](const auto& w) { return w.second.waits == 0; });
  }

  /// An entry for this client waits from now on. Without a client, "", nobody does.
  void begin_wait(const std::string& client, Time now) { note(client, 1, now); }

  /// One of its entries waits no more.
  void end_wait(const std::string& client, Time now) { note(client, -1, now); }

 private:
  struct Writer {
    int waits = 0;  ///< entries
    Time last{0};   ///< when it wrote or was answered
  };

  void note(const std::string& client, int waits, Time now) {
    Writer& writer = writers_[client];
    if (!client.empty()) writer.waits += waits;
    ensure(writer.waits >= 0, "a client waits for no more than it wrote", "the client is", client);
    writer.last = now;
  }

  std::map<std::string, Writer> writers_;
};

}  // namespace glomers
