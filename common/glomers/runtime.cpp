#include "glomers/runtime.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "glomers/input_age.hpp"
#include "glomers/input_lines.hpp"
#include "glomers/poll.hpp"
#include "glomers/signals.hpp"

namespace glomers {
namespace {

/// A turn reads no more input than this, so that a file of any size passes in little memory.
constexpr std::size_t max_input_per_turn = 1 << 20;
/// A turn handles no more lines than this, as an answer may be much longer than its request.
constexpr int max_lines_per_turn = 256;
/// While more output than this waits for its reader, no input is taken.
constexpr std::size_t max_output_waiting = 1 << 20;
/// A longer line is skipped, and not kept until its end comes.
constexpr std::size_t max_line_length = 1 << 25;

constexpr int exit_broken = 255;

/// The time since the process first asked for it.
Time monotonic_now() {
  static const auto start = std::chrono::steady_clock::now();
  return std::chrono::steady_clock::now() - start;
}

Time unix_now() {
  return std::chrono::duration_cast<Time>(std::chrono::system_clock::now().time_since_epoch());
}

std::uint64_t fresh_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

/// Opens what the parent has closed, as a pipe of this process would get its number.
void open_standard_streams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd) std::perror("/dev/null");
}

/// One node between standard input and output.
class Runtime {
 public:
  explicit Runtime(const AppFactory& make_app)
      : node_({fresh_seed(), unix_now() - monotonic_now(), log_line,
               std::getenv("GLOMERS_SELF_CHECK") != nullptr}),
        lines_(max_line_length, [this](std::uint64_t number) {
          node_.log("input line " + std::to_string(number) + " is longer than " +
                    std::to_string(max_line_length) + " bytes: it is skipped");
        }) {
    node_.keep(make_app(node_));
  }

  int run() {
    while (!is_over()) {
      wait();
      take_input();
      node_.advance(monotonic_now());
      write_output();
    }
    return 0;
  }

 private:
  static void log_line(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

  bool is_over() const {
    const bool all_done = lines_.ended() && !lines_left_ && output_.empty();
    return signals_.terminated() || output_gone_ || all_done;
  }

  bool has_room() const { return output_.size() < max_output_waiting; }

  /// Waits until there is input, room for waiting output, or a timer due.
  void wait() {
    const bool may_read = !lines_.ended() && !lines_left_ && has_room();
    pollfd fds[] = {{may_read ? STDIN_FILENO : -1, POLLIN, 0},
                    {output_.empty() ? -1 : STDOUT_FILENO, POLLOUT, 0},
                    {signals_.wake_up_fd(), POLLIN, 0}};
    // poll() would wait for whole milliseconds, which is too coarse for the engine's beat.
    const int ready = poll_for(fds, span_to_wait(may_read));
    turn_began_ = monotonic_now();
    age_.begin_turn(turn_began_, signals_.take_stopped());
    if (ready == 0 && may_read) age_.note_empty();
    input_waits_ = ready > 0 && fds[0].revents != 0;
  }

  /// None: until something happens.
  std::optional<Time> span_to_wait(bool may_read) const {
    if (lines_left_ && has_room()) return Time(0);
    std::optional<Time> due = node_.next_due();
    if (const auto look = age_.next_look(); look && may_read)
      due = std::min(due.value_or(*look), *look);
    if (!due) return std::nullopt;
    return std::max(*due - monotonic_now(), Time(0));
  }

  void take_input() {
    if (input_waits_) read_input();
    if (lines_left_ && has_room()) handle_lines();
  }

  /// Reads what there is, up to a turn's share.
  void read_input() {
    std::size_t bytes = 0;
    bool may_be_more = true;
    while (may_be_more && bytes < max_input_per_turn) may_be_more = read_piece(bytes);
    age_.note_read(bytes, !may_be_more);
    lines_left_ = true;
  }

  /// Adds to `bytes` what it has read. Returns whether there may be more to read.
  bool read_piece(std::size_t& bytes) {
    char buffer[1 << 16];
    const ssize_t n = read(STDIN_FILENO, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) return true;
    if (n <= 0) {
      if (n == 0 || errno != EAGAIN) lines_.end();
      return false;
    }
    const auto size = static_cast<std::size_t>(n);
    lines_.append({buffer, size});
    bytes += size;
    pollfd more = {STDIN_FILENO, POLLIN, 0};
    return size == sizeof buffer && poll(&more, 1, 0) > 0;
  }

  /// Handles a turn's share of the lines that have been read.
  void handle_lines() {
    for (int count = 0; count < max_lines_per_turn; ++count) {
      const auto line = lines_.next();
      if (!line) {
        lines_left_ = false;
        return age_.note_handled();
      }
      handle_line(*line);
    }
  }

  void handle_line(std::string_view line) {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
    try {
      node_.deliver(parse_message(line), monotonic_now(), age_.came_since());
    } catch (const MessageError& error) {
      constexpr std::size_t max_shown = 200;
      node_.log("input line " + std::to_string(lines_.number()) +
                " is no message: " + error.what() + ": " + std::string(line.substr(0, max_shown)) +
                (line.size() > max_shown ? "..." : ""));
    }
  }

  void write_output() {
    collect_output();
    std::size_t written = 0;
    while (written < output_.size() && !signals_.terminated()) {
      const ssize_t n = write(STDOUT_FILENO, output_.data() + written, output_.size() - written);
      if (n >= 0)
        written += static_cast<std::size_t>(n);
      else if (errno == EAGAIN)
        break;  // poll() tells when there is room
      else if (errno != EINTR) {
        output_gone_ = true;
        break;
      }
    }
    output_.erase(0, written);
  }

  /// Takes what the turn has to say. If the process was stopped in the midst of the turn,
  /// clients that had asked before may have left, and are not answered.
  void collect_output() {
    std::vector<Message> messages = node_.take_output();
    const std::size_t before = output_.size();
    append_lines(messages);
    if (!signals_.stopped() || monotonic_now() - turn_began_ < answer_delay_limit) return;
    output_.resize(before);
    std::erase_if(messages, [this](const Message& m) { return node_.answers_client(m); });
    append_lines(messages);
  }

  void append_lines(const std::vector<Message>& messages) {
    for (const Message& message : messages) {
      append_line(output_, message);
      output_ += '\n';
    }
  }

  Signals signals_;
  Node node_;
  InputLines lines_;
  InputAge age_;
  std::string output_;
  Time turn_began_{0};
  bool input_waits_ = false;  ///< to be read
  bool lines_left_ = false;   ///< there may be whole lines that have not been handled
  bool output_gone_ = false;  ///< nobody will read any more of it
};

}  // namespace

int run_node(const AppFactory& make_app) {
  open_standard_streams();
  try {
    return Runtime(make_app).run();
  } catch (const InvariantError&) {
    return exit_broken;  // the node has logged it
  }
}

}  // namespace glomers
