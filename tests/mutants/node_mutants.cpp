#include "tests/mutants/mutant.hpp"

namespace mutants {

std::vector<Mutant> node_mutants() {
  return {
      {"echo-forgotten", "The answer leaves out what was said.", "echo", "node.on(\"echo\"",
       "std::move(*said)", "std::string(\"null\")"},

      // What the library does for every node.
      {"answers-late", "An answer goes out though its client has been told that there is none.",
       "log-all", "bool Node::claim_reply(", "open_requests_.remove(request.src, msg_id)", "true"},
      {"no-answer-for-the-node", "The library does not answer where the node is late.", "log-all",
       "void Node::begin_step(", "open_requests_.pop_if_came_by(now - answer_limit_)",
       "std::optional<OpenRequests::Request>()"},
      {"answers-after-a-stop", "What clients asked before a stop is answered after it.",
       "echo-pauses", "void Node::handle_message(", "now_ - since >= answer_limit_", "false"},
      {"waiting-unread-not-counted", "A request's time begins when it is read.", "log-all-pauses",
       "void Node::handle_message(", "open_requests_.add({message.src, msg_id, since});",
       "open_requests_.add({message.src, msg_id, now_});"},

      // unique_ids.
      {"counter-not-bumped", "Two ids of one millisecond are the same.", "ids",
       "std::string UniqueIds::next(", "++counter_ == counter_end", "false"},
      {"same-origin", "All nodes and starts have the same bits.", "ids", "UniqueIds::UniqueIds(",
       "variant << 62 | (node_index & 0xffff) << 46 | random.next() >> 18", "variant << 62"},
      {"ids-without-chance", "A restarted node draws no new bits.", "ids-deaths",
       "UniqueIds::UniqueIds(", "variant << 62 | (node_index & 0xffff) << 46 | random.next() >> 18",
       "variant << 62 | (node_index & 0xffff) << 46"},

      // broadcast.
      {"acknowledged-and-dropped", "Some values are acknowledged and kept nowhere.", "broadcast",
       "Broadcast::Broadcast(", "values_.contains(body.message.dump())",
       "values_.contains(body.message.dump()) || values_.size() % 8 == 7"},
      {"stale-read", "Reads go on showing an old list.", "broadcast", "void Broadcast::add(",
       "complete_ = nullptr;", ""},

      // g_counter.
      {"acknowledged-before-stored", "An add is acknowledged before its total is stored.",
       "counter-deaths", "void GCounter::add(", "group_.push_back({request, delta});",
       R"(group_.push_back({request, delta}); node_.reply(request, {{"type", "add_ok"}});)"},
      {"stored-total-not-read", "A restarted node starts from 0.", "counter-deaths",
       "Task<> GCounter::load()", "co_await stored_total()", "std::int64_t{0}"},
      {"stale-stored-total", "A restarted node takes an older state of its key for the newest.",
       "counter-deaths", "Task<> GCounter::load()", "co_await stored_total()",
       "std::max<std::int64_t>(co_await stored_total() - 1, 0)"},
      {"unresolved-total", "A write of unknown outcome is taken for failed.", "counter-messages",
       "Task<std::int64_t> GCounter::write(", "found == total", "false"},
      {"unknown-write-taken-for-done", "A write of unknown outcome is taken for done.",
       "counter-deaths", "Task<std::int64_t> GCounter::write(", "written.ok()", "true"},
      {"group-loses-adds", "Of a group only the last add is stored.", "counter-messages",
       "Task<> GCounter::commit()", "sum += add.delta;", "sum = add.delta;"},
      {"total-not-told", "A stored total is not told to the others.", "counter",
       "Task<> GCounter::commit()", "replica_.append(co_await write(stored, sum));",
       "set_total(node_.index(), co_await write(stored, sum));"},
      {"write-never-ends", "After a write no other is begun.", "counter",
       "Task<> GCounter::commit()", "committing_ = false;", ""},
      {"total-goes-back", "An old total overwrites a new one.", "counter-deaths",
       "void GCounter::set_total(", "std::max(totals_[node], total)", "total"},

      {"read-before-load", "A restarted node answers reads before it knows its stored total.",
       "counter-deaths", "void GCounter::read(", "!loaded_", "false"},

      // kafka_log.
      {"reused-offset", "A counter is given out again.", "log-deaths", "void KafkaLog::send(",
       "logs_[key].next_counter++", "logs_[key].next_counter"},
      {"counter-too-low", "A counter that another node gave may be given again.", "log",
       "void KafkaLog::apply_send(", "std::max(log.next_counter, counter + 1)",
       "std::max(log.next_counter, counter)"},
      {"offset-without-node", "Two nodes give out the same offsets.", "log",
       "KafkaLog::Offset KafkaLog::offset_of(", "static_cast<Offset>(node.value())", "Offset(0)"},
      {"counter-ignores-others", "A node counts its own messages only.", "log",
       "void KafkaLog::apply_send(", "std::max(log.next_counter, counter + 1)",
       "entry.node.value() == node_.index() ? counter + 1 : log.next_counter"},
      {"poll-past-visible-end", "Polls show what may yet get smaller offsets beside it.",
       "log-links", "void KafkaLog::poll(", "it->first < log->second.visible_end", "true"},
      {"visible-end-too-far", "A message makes those up to 8 offsets beyond visible.", "log-links",
       "void KafkaLog::make_visible(", "queue.front().offset + 1", "queue.front().offset + 9"},
      {"visible-one-early", "The first message that is not stable counts as stable.", "log-links",
       "void KafkaLog::make_visible(", "queue.front().position < stable_length",
       "queue.front().position <= stable_length"},
      {"poll-skips-one", "A poll begins behind the offset asked for.", "log",
       "void KafkaLog::poll(", "messages.lower_bound(from)", "messages.upper_bound(from)"},
      {"committed-too-far", "A committed offset is told one too high.", "log",
       "void KafkaLog::apply_commit(", "std::max(known, offset.get<Offset>())",
       "std::max(known, offset.get<Offset>() + 1)"},
      {"commit-forgotten", "A commit is acknowledged and kept nowhere.", "log",
       "void KafkaLog::commit(", "news.empty()", "true"},

      // txn_rw_register.
      {"last-to-come-wins", "Timestamps are not compared.", "registers",
       "void TxnRwRegister::apply(", "it->second.stamp < stamp", "true"},
      {"ties-not-broken", "Of two writes with one timestamp, the later to come is dropped.",
       "registers", "void TxnRwRegister::apply(", "it->second.stamp < stamp",
       "it->second.stamp.first < stamp.first"},
      {"partial-write-set", "Of another node's transaction only the first write is applied.",
       "registers", "void TxnRwRegister::apply(", "writes.writes",
       "log_name == replica_.logs().name(replica_.own_log()) ? writes.writes\n"
       "    : std::vector<Json>{writes.writes.front()}"},
      {"own-write-unseen", "A transaction does not read what it has written.", "registers",
       "Json TxnRwRegister::run(", "own != writes.end()", "false"},
      {"first-write-wins", "Of two writes of one transaction to a register the first stays.",
       "registers", "Json TxnRwRegister::run(",
       "writes[key.dump()] = Json::array({key, operation[2]});",
       "writes.emplace(key.dump(), Json::array({key, operation[2]}));"},
      {"older-wins", "The older of two writes stays.", "registers", "void TxnRwRegister::apply(",
       "it->second.stamp < stamp", "stamp < it->second.stamp"},
      {"stamps-ignore-others", "A node's timestamps do not follow those that it sees.", "registers",
       "void TxnRwRegister::apply(", "std::max(clock_, writes.stamp)",
       "log_name == replica_.logs().name(replica_.own_log()) ? std::max(clock_, writes.stamp) : "
       "clock_"},
      {"causes-not-waited-for", "An entry is applied before those that it depends on.",
       "registers-links", "bool CausalOrder::apply_ready(", "ready(queue.waiting.front().after)",
       "true"},
      {"causes-not-told", "An entry does not say what it depends on.", "registers-links",
       "Json TxnRwRegister::make_entry(", "!after.empty()", "false"},
      {"waiting-entry-forgotten", "An entry that has to wait is not tried again.",
       "registers-links", "void CausalOrder::apply_all_ready(",
       "progress |= apply_ready(logs, log)", "progress = false"},
  };
}

}  // namespace mutants
