#include "tests/mutants/mutant.hpp"

namespace mutants {

std::vector<Mutant> engine_mutants() {
  return {
      // Start and identity.
      {"reused-incarnation", "A restarted node takes the same tag again.", "counter-deaths",
       "void Replica::start()", "tag_ = make_tag();", R"(tag_ = "00000000000";)"},
      {"restart-unnoticed", "A restarted peer counts as holding what it held before.",
       "counter-deaths", "bool Replica::meet(", "peer = Peer(peer.id);", ""},
      {"own-log-forgotten", "An entry is kept and not sent on its way.", "broadcast-sparse",
       "void Replica::append(", "note_waiting(own_, std::nullopt);", ""},
      {"append-not-scheduled", "An append sets no timer for what it makes due.", "broadcast-sparse",
       "void Replica::append(", "schedule();", ""},

      // Logs.
      {"gap-ignored", "Entries beyond a gap are put where the gap is.", "broadcast-messages",
       "bool Logs::merge(", "take(log, start, std::move(entries));",
       "take(log, std::min(start, before), std::move(entries));"},
      {"duplicates-appended", "What is held already is appended again.", "broadcast-messages",
       "void Logs::take(", "static_cast<std::ptrdiff_t>(held - start)", "0"},
      {"last-delivered-twice", "The last entry of before is delivered with the next batch.",
       "registers-messages", "void Replica::deliver_from(",
       "deliver_({o, logs_->node(o), i, logs_->entry(o, i)});",
       "deliver_({o, logs_->node(o), i, logs_->entry(o, i)}); if (i == first && i > 0) "
       "deliver_({o, logs_->node(o), i - 1, logs_->entry(o, i - 1)});"},

      // What a peer holds, and what it is sent.
      {"have-one-too-many", "A peer counts as holding one entry more than it sent.",
       "broadcast-messages", "void Replica::take_logs(", "start + span.size() - 1",
       "start + span.size()"},
      {"told-have-one-too-many", "A node says that it holds one entry more than it does.",
       "broadcast-messages", "void Replica::send_digest(",
       "static_cast<std::int64_t>(logs_->length(o))",
       "static_cast<std::int64_t>(logs_->length(o) + 1)"},
      {"next-one-too-far", "Every batch starts one entry too late.", "broadcast",
       "std::uint64_t next(Origin o) const", "std::max(have(o), sent(o))",
       "std::max(have(o), sent(o)) + (have(o) > 0)"},
      {"last-entry-left-out", "A batch ends one entry early and counts as complete.", "broadcast",
       "void Replica::send_batch(", "i < length", "i + 1 < length"},
      {"start-one-too-far", "A batch says that it starts one position later.", "broadcast",
       "void Replica::send_batch(", "span.emplace_back(start);", "span.emplace_back(start + 1);"},
      {"no-resend", "What was sent once is never sent again.", "broadcast-messages",
       "void rewind()", "sent_.clear();", ""},
      {"other-origins-not-relayed", "The hub sends its own entries only.", "broadcast",
       "bool lacks(", "peer.next(o) < logs_->length(o)",
       "peer.next(o) < logs_->length(o) && o == own_"},

      // Suspicion, probes, gossip.
      {"silence-unnoticed", "Nobody is ever suspected.", "broadcast-messages",
       "void Replica::suspect_silent_peers(",
       "!since || peer.suspect || *since + answer_timeout(peer) > node_.now()", "true"},
      {"suspect-for-ever", "The answer of a suspect changes nothing.", "broadcast-messages",
       "void Replica::take_address(", "heard_by(peer);", ""},
      {"suspects-miscounted", "A suspect that answers still counts as one.", "broadcast-messages",
       "void Replica::heard_by(", "--suspects_;", ""},
      {"alarm-renewed", "An alarm that is heard of begins anew, and goes round for ever.",
       "broadcast-messages", "void Replica::receive(",
       "std::chrono::microseconds(*batch.alarm) - peer.rtt.mean() / 2", "Time(2s)"},
      {"alarm-always", "Every digest raises the alarm.", "broadcast-messages",
       "void Replica::send_digest(", "suspects_ > 0", "true"},
      {"no-gossip", "In alarm, nobody is gossiped with.", "broadcast-partitions",
       "void Replica::gossip()", "std::min(gossip_fanout, peers_.size() - 1 - suspects_)",
       "std::size_t{0}"},
      {"alarm-not-raised", "A suspect is probed, and nobody gossips.", "broadcast-partitions",
       "void Replica::probe_suspects()", "alarm_until_ = node_.now() + alarm_length;", ""},
      {"acknowledgement-not-owed", "A batch is never acknowledged by itself.", "broadcast-frugal",
       "void Replica::take_logs(", "if (!peer.owed_since) peer.owed_since = node_.now();", ""},
      {"acknowledgement-not-timed", "No timer waits for acknowledgements that are owed.",
       "broadcast-frugal", "void Replica::schedule()",
       "if (peer.owed_since) consider(*peer.owed_since + ack_delay_);", ""},
      {"confirmed-still-outstanding", "What a peer confirms counts as unconfirmed.",
       "broadcast-frugal", "void learn_have(", "if (!forget_outstanding(o)) return;", "return;"},
      {"digest-not-answered", "A digest from one who lacks something is passed over.",
       "broadcast-partitions", "void Replica::receive(",
       "if (batch.digest.value_or(false)) answer_digest(peer, index, batch);", ""},
      {"stability-not-asked-for", "Nobody asks for lost news of stability.", "log-sparse",
       "void Replica::ask_for_stability()", "ask(peers_[0], true);", ""},

      // Time.
      {"timer-ignored", "When the timer is due, nothing is done.", "broadcast-sparse",
       "void Replica::schedule()", "act();", ""},
      {"resend-timer-not-set", "No timer waits for acknowledgements.", "broadcast-messages",
       "void Replica::schedule()",

       "if (const auto since = peer.waiting_since()) consider(*since + answer_timeout(peer));", ""},
      {"one-flush", "A leaf flushes once and never again.", "broadcast-sparse",
       "std::optional<Time> Beat::leaf_due(", "!waiting_since_",
       "!waiting_since_ || last_sent_.has_value()"},
      {"hub-asleep", "The hub flushes only when it has been idle.", "broadcast-sparse",
       "std::optional<Time> Beat::hub_due()", "std::min(beat, deadline_.value_or(beat))",
       "std::optional<Time>()"},

      // Stability.
      {"one-node-left-out", "Stability does not wait for the last node.", "log-links",
       "std::vector<Origin> Stability::refresh()", "node != self_",
       "node != self_ && node + 1 != rows_.size()"},
      {"own-length-ignored", "A row is used before its node's own log has come so far.",
       "log-messages", "void Stability::make_usable(",
       "at(row.latest, row.origin) > logs_.length(row.origin)", "false"},
      {"row-without-own-length", "A relayed row does not tell its node's own length.",
       "log-messages", "Stability::rows_since(",
       "lengths[logs_.name(row.origin)] = static_cast<std::int64_t>(at(row.usable, row.origin));",
       "lengths.erase(logs_.name(row.origin));"},
      {"batch-without-own-length", "A batch does not tell the sender's own length.", "log-messages",
       "void Replica::send_batch(",
       "have[logs_->name(own_)] = static_cast<std::int64_t>(logs_->length(own_));", ""},
      {"rows-not-relayed", "The hub keeps to itself what third nodes hold.", "log",
       "void Replica::add_rows(", "!rows.empty()", "false"},
      {"rows-not-taken", "What is said of third nodes is not believed.", "log",
       "void Replica::take_rows(", "stability_->learn(index, *origin, to_length(length));", ""},
      {"stability-counts-sent", "A peer counts as holding what it is being sent.", "log-links",
       "void Replica::take_have(", "peer.have(*origin)", "peer.next(*origin)"},
  };
}

}  // namespace mutants
