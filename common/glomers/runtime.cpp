#include "glomers/runtime.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "glomers/input_lines.hpp"
#include "glomers/poll.hpp"

namespace glomers {
namespace {

/// A full pipe holds so much at least: Linux gives it 16 pages of 4,096 bytes, and a message
/// that has no room in the last page begins the next (pipe(7)); macOS lets it grow to 64 KiB.
constexpr std::size_t least_in_full_pipe = 1 << 15;
/// Whoever found the pipe full has more to say, and goes on within this time.
constexpr Time time_to_go_on = 250ms;
/// Of input in one turn, so that a file of any size passes in little memory.
constexpr std::size_t most_input_a_turn = 1 << 20;
/// Of lines in one turn: an answer may be much longer than its request.
constexpr int most_lines_a_turn = 256;
/// While so much output waits for its reader, no input is taken.
constexpr std::size_t most_output_waiting = 1 << 20;
/// A longer line is skipped, and not kept until its end comes.
constexpr std::size_t longest_line = 1 << 25;

constexpr int exit_broken = 255;

/// Since the process first asked.
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

volatile sig_atomic_t terminated = 0;
volatile sig_atomic_t continued = 0;  ///< the process had been stopped
int wake_up_pipe[2] = {-1, -1};

/// The pipe closes the gap between looking at `terminated` and poll().
void on_sigterm(int) {
  terminated = 1;
  [[maybe_unused]] const auto ignored = write(wake_up_pipe[1], "", 1);
}

void on_sigcont(int) {
  continued = 1;
}

/// Or a pipe of ours would get the number of one that is closed.
void open_standard_streams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd) std::perror("/dev/null");
}

void set_up_signals() {
  if (pipe(wake_up_pipe) != 0) std::perror("pipe");
  fcntl(wake_up_pipe[1], F_SETFL, O_NONBLOCK);
  struct sigaction action = {};
  action.sa_handler = on_sigterm;
  sigaction(SIGTERM, &action, nullptr);
  action.sa_handler = on_sigcont;
  action.sa_flags = SA_RESTART;
  sigaction(SIGCONT, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);  // write() reports EPIPE instead
}

/// One node between standard input and output.
class Runtime {
 public:
  explicit Runtime(const AppFactory& make_app)
      : node_({fresh_seed(), unix_now() - monotonic_now(), log_line}),
        lines_(longest_line, [this](std::uint64_t number) {
          node_.log("input line " + std::to_string(number) + " is longer than " +
                    std::to_string(longest_line) + " bytes: it is skipped");
        }) {
    node_.keep(make_app(node_));
  }

  int run() {
    while (!terminated && !output_gone_ && !(lines_.ended() && !lines_left_ && output_.empty())) {
      wait();
      node_.advance(monotonic_now());
      collect_output();
      write_output();
    }
    return 0;
  }

 private:
  static void log_line(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

  /// Until there is input, room for waiting output, or a timer due; takes the input.
  void wait() {
    const bool has_room = output_.size() < most_output_waiting;
    const bool takes_input = !lines_.ended() && !lines_left_ && has_room;
    const bool goes_on = lines_left_ && has_room;
    pollfd fds[] = {{takes_input ? STDIN_FILENO : -1, POLLIN, 0},
                    {output_.empty() ? -1 : STDOUT_FILENO, POLLOUT, 0},
                    {wake_up_pipe[0], POLLIN, 0}};
    auto due = node_.next_due();
    if (catching_up_ && takes_input) due = std::min(due.value_or(more_until_), more_until_);
    const Time left = due && !goes_on ? std::max(*due - monotonic_now(), Time(0)) : Time(0);
    // Whole milliseconds, as of poll(), would be too coarse for the beat.
    const int ready = poll_for(fds, due || goes_on ? std::optional(left) : std::nullopt);
    turn_began_ = monotonic_now();
    const bool stopped = std::exchange(continued, 0) != 0;
    if (stopped) {
      catching_up_ = true;
      read_all_ = false;  // more may have come meanwhile
    }
    if (goes_on) handle_lines();
    if (ready > 0 && fds[0].revents != 0) read_input();
    if (ready == 0 && takes_input && !stopped && turn_began_ >= more_until_)
      nothing_waits(turn_began_);
  }

  void read_input() {
    char buffer[1 << 16];
    std::size_t taken = 0;
    bool all_taken = true;
    read_at_ = turn_began_;
    while (true) {
      if (taken >= most_input_a_turn) {
        all_taken = false;
        break;
      }
      const ssize_t n = read(STDIN_FILENO, buffer, sizeof buffer);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        if (n == 0 || errno != EAGAIN) lines_.end();
        break;
      }
      lines_.append({buffer, static_cast<std::size_t>(n)});
      taken += static_cast<std::size_t>(n);
      if (static_cast<std::size_t>(n) < sizeof buffer) break;
      pollfd more = {STDIN_FILENO, POLLIN, 0};
      if (poll(&more, 1, 0) <= 0) break;
    }
    if (catching_up_ && taken >= least_in_full_pipe) more_until_ = turn_began_ + time_to_go_on;
    read_all_ = all_taken && turn_began_ >= more_until_;
    handle_lines();
  }

  /// All input that had come at that time has been handled.
  void nothing_waits(Time time) {
    handled_up_to_ = time;
    catching_up_ = false;
  }

  void collect_output() {
    std::vector<Message> messages = node_.take_output();
    const std::size_t before = output_.size();
    append_lines(messages);
    if (continued == 0 || monotonic_now() - turn_began_ < answer_delay_limit) return;
    // Stopped in the midst of the turn: who asked before may have left.
    output_.resize(before);
    messages.erase(std::remove_if(messages.begin(), messages.end(),
                                  [this](const Message& m) { return node_.answers_client(m); }),
                   messages.end());
    append_lines(messages);
  }

  void append_lines(const std::vector<Message>& messages) {
    for (const Message& message : messages) {
      append_line(output_, message);
      output_ += '\n';
    }
  }

  /// A turn's share of the lines that have been read.
  void handle_lines() {
    lines_left_ = true;
    for (int lines = 0; lines < most_lines_a_turn; ++lines) {
      const auto line = lines_.next();
      if (!line) return all_lines_handled();
      handle_line(*line);
    }
  }

  void all_lines_handled() {
    lines_left_ = false;
    if (read_all_) nothing_waits(read_at_);
  }

  void handle_line(std::string_view line) {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
    try {
      const Time since = catching_up_ ? handled_up_to_ : read_at_;
      node_.deliver(parse_message(line), monotonic_now(), since);
    } catch (const MessageError& error) {
      constexpr std::size_t shown = 200;
      node_.log("input line " + std::to_string(lines_.number()) +
                " is no message: " + error.what() + ": " + std::string(line.substr(0, shown)) +
                (line.size() > shown ? "..." : ""));
    }
  }

  void write_output() {
    std::size_t written = 0;
    while (written < output_.size() && !terminated) {
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

  Node node_;
  InputLines lines_;
  bool lines_left_ = false;  ///< there may be whole lines that have not been handled
  bool read_all_ = true;     ///< there was no more input when it was read
  Time read_at_{0};          ///< when the input was read
  std::string output_;
  Time turn_began_{0};
  // Input that waited while the process was stopped came at any time after the last turn.
  bool catching_up_ = false;  ///< with such input
  Time handled_up_to_{0};     ///< what came before this has been handled
  Time more_until_{0};        ///< up to this, what comes had waited as well
  bool output_gone_ = false;
};

}  // namespace

int run_node(const AppFactory& make_app) {
  open_standard_streams();
  set_up_signals();
  try {
    return Runtime(make_app).run();
  } catch (const InvariantError&) {
    return exit_broken;  // the node has logged it
  }
}

}  // namespace glomers
