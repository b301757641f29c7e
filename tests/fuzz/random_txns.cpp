#include "tests/fuzz/random_txns.hpp"

#include "tests/fuzz/txn_drawing.hpp"

namespace eddy {
namespace {

class RegisterDrawing final : public TxnDrawing {
 public:
  using TxnDrawing::TxnDrawing;

 private:
  const char* write_name() const override { return "w"; }

  /// Mostly one that nobody has written before.
  Json fresh(std::size_t key) override {
    if (random_.chance(0.03)) return nullptr;
    if (random_.chance(0.03)) return 1 + below(written_[key] + 1);
    return ++written_[key];
  }

  void take_effect(Json& micro_ops) override {
    for (Json& micro_op : micro_ops) {
      const auto key = micro_op[1].get<std::size_t>();
      if (micro_op[0] == "w") {
        newest_[key] = micro_op[2];
      } else if (random_.chance(fresh_reads_)) {
        micro_op[2] = newest_[key];
      } else {
        const std::size_t value = below(written_[key] + 3);
        if (value > 0) micro_op[2] = value;
      }
    }
  }

  void apply_writes(const Json& micro_ops) override {
    for (const Json& micro_op : micro_ops) {
      if (micro_op[0] == "w") newest_[micro_op[1].get<std::size_t>()] = micro_op[2];
    }
  }

  void fail(const Json&) override {}

  std::array<Json, 2> newest_;
};

class ListDrawing final : public TxnDrawing {
 public:
  using TxnDrawing::TxnDrawing;

 private:
  const char* write_name() const override { return "append"; }

  /// Mostly one that nobody has appended before.
  Json fresh(std::size_t key) override {
    if (random_.chance(0.01)) return 1 + below(written_[key] + 1);
    return ++written_[key];
  }

  void take_effect(Json& micro_ops) override {
    for (Json& micro_op : micro_ops) {
      const auto key = micro_op[1].get<std::size_t>();
      if (micro_op[0] == "append")
        append(micro_op);
      else
        micro_op[2] = random_.chance(fresh_reads_) ? newest(key) : odd_read(key);
    }
  }

  void apply_writes(const Json& micro_ops) override {
    for (const Json& micro_op : micro_ops)
      if (micro_op[0] == "append") append(micro_op);
  }

  void fail(const Json& micro_ops) override {
    if (random_.chance(0.5)) apply_writes(micro_ops);
  }

  void append(const Json& micro_op) {
    lists_[micro_op[1].get<std::size_t>()].push_back(micro_op[2]);
  }

  Json newest(std::size_t key) {
    if (lists_[key].empty() && random_.chance(0.5)) return nullptr;
    return lists_[key];
  }

  /// An older list, one that lacks an element or has one twice, or any elements at all.
  Json odd_read(std::size_t key) {
    std::vector<Json> list = lists_[key];
    const double kind = random_.uniform();
    if (kind < 0.6) {
      list.resize(below(list.size() + 1));
    } else if (kind < 0.75 && !list.empty()) {
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(below(list.size())));
    } else if (kind < 0.8 && !list.empty()) {
      list.push_back(list[below(list.size())]);
    } else if (kind < 0.95) {
      list.clear();
      for (std::size_t element = 1; element <= written_[key]; ++element)
        if (random_.chance(0.5)) list.push_back(element);
      random_.shuffle(list);
    } else {
      return nullptr;
    }
    return list;
  }

  std::array<std::vector<Json>, 2> lists_;
};

}  // namespace

History random_register_txns(glomers::Random& random) {
  return RegisterDrawing(random).draw();
}

History random_list_txns(glomers::Random& random) {
  return ListDrawing(random).draw();
}

}  // namespace eddy
