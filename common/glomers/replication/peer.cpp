#include "glomers/replication/peer.hpp"

namespace glomers {
namespace {

/// What an answer may take beyond the peer's delay and the round trip.
constexpr Time answer_grace = 300ms;
/// Pauses and cut links can make a round trip look longer than any is. Suspecting
/// a peer too early costs messages, too late would cost the time to converge.
constexpr Time max_round_trip = 2s;

}  // namespace

bool Peer::note_incarnation(const std::string& tag, Logs& logs) {
  if (tag == tag_) return false;
  const bool restarted = !tag_.empty();
  if (restarted) *this = Peer(index_, id_);
  tag_ = tag;
  log_ = logs.intern(Logs::name_of(id_, tag_));
  return restarted;
}

Peer::Condition Peer::condition() const {
  if (is_suspect()) return Condition::suspect;
  return waiting_since() ? Condition::awaited : Condition::quiet;
}

Json Peer::describe(const Logs& logs) const {
  const char* const names[] = {"quiet", "awaited", "suspect"};
  Json has = Json::array();
  Json sent = Json::array();
  for (const LogId log : logs.all()) {
    has.push_back(progress.have(log));
    sent.push_back(progress.next(log));
  }
  return {{"id", id_},
          {"condition", names[static_cast<std::size_t>(condition())]},
          {"has", std::move(has)},
          {"sent", std::move(sent)}};
}

std::optional<Time> Peer::waiting_since() const {
  const auto unconfirmed = progress.unconfirmed_since();
  if (!unconfirmed) return asked_since_;
  return std::min(*unconfirmed, asked_since_.value_or(*unconfirmed));
}

Time Peer::answer_timeout(Time ack_delay) const {
  return ack_delay + answer_grace + std::min(rtt.upper_bound(), max_round_trip);
}

void Peer::suspect(Time now) {
  progress.rewind();
  asked_since_ = std::nullopt;
  next_probe_ = now;
}

bool Peer::clear_suspicion() {
  asked_since_ = std::nullopt;
  if (!is_suspect()) return false;
  next_probe_ = std::nullopt;
  progress.rewind();
  return true;
}

Time Peer::next_probe() const {
  ensure(is_suspect(), "none but a suspect is probed", "the peer is", id_);
  return *next_probe_;
}

void Peer::note_message(std::int64_t ts, Time now) {
  silent_for_ = 0;
  ts_to_echo_ = ts;
  ts_came_ = now;
}

std::optional<std::vector<std::int64_t>> Peer::take_echo(Time now) {
  const auto ts = std::exchange(ts_to_echo_, std::nullopt);
  if (!ts) return std::nullopt;
  return std::vector<std::int64_t>{*ts, to_us(now - ts_came_)};
}

void Peer::note_digest(Time now) {
  ++silent_for_;
  digest_sent_at_ = now;
}

bool Peer::begin_gap_report(Time now, Time moment) {
  if (gap_reported_at_ && now < *gap_reported_at_ + moment) return false;
  gap_reported_at_ = now;
  return true;
}

}  // namespace glomers
