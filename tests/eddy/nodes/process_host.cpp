#include "tests/eddy/nodes/process_host.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tests/eddy/nodes/child.hpp"

namespace eddy {
namespace {

/// The bench reads so much of a node's output before everybody else has a turn.
constexpr std::size_t max_read_per_turn = 1 << 20;
/// The bench does not wait for the end of a longer line. Nodes do not either.
constexpr std::size_t max_line_length = 1 << 25;
/// So much may wait for a node that does not read, or has been stopped for long.
constexpr std::size_t max_to_write = 1 << 28;

/// Reads what there is without waiting, up to a turn's share. Returns whether the end has come.
bool read_available(int fd, std::string& text) {
  char buffer[1 << 16];
  for (const std::size_t before = text.size(); text.size() - before < max_read_per_turn;) {
    const ssize_t n = read(fd, buffer, sizeof buffer);
    if (n > 0)
      text.append(buffer, static_cast<std::size_t>(n));
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
      return true;
    else if (errno == EAGAIN)
      return false;
    if (n > 0 && static_cast<std::size_t>(n) < sizeof buffer) return false;
  }
  return false;
}

std::string describe(int status) {
  if (WIFSIGNALED(status))
    return "was ended by signal " + std::to_string(WTERMSIG(status)) + " (" +
           strsignal(WTERMSIG(status)) + ")";
  return "exited with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

ProcessHost::ProcessHost(RealLoop& loop, std::vector<std::string> command, const std::string& id,
                         const NodeLog::Options& log, OnMessage on_message)
    : loop_(loop),
      command_(std::move(command)),
      id_(id),
      log_(id, log),
      on_message_(std::move(on_message)) {
  signal(SIGPIPE, SIG_IGN);  // write() reports EPIPE instead
}

ProcessHost::~ProcessHost() {
  kill();
}

void ProcessHost::start() {
  const Child child = start_child(command_);
  pid_ = child.pid;
  input_fd_ = child.input_fd;
  output_fd_ = child.output_fd;
  log_fd_ = child.log_fd;
  loop_.watch(output_fd_, POLLIN, [this] { read_output(); });
  loop_.watch(log_fd_, POLLIN, [this] { read_log(); });
}

void ProcessHost::kill() {
  if (pid_ < 0) return;
  signal_group(SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
  read_log();
  for (int* fd : {&input_fd_, &output_fd_, &log_fd_}) close_pipe(*fd);
  to_write_.clear();
  unread_.clear();
}

void ProcessHost::pause() {
  if (pid_ > 0) signal_group(SIGSTOP);
}

void ProcessHost::resume() {
  if (pid_ > 0) signal_group(SIGCONT);
}

void ProcessHost::signal_group(int signal_number) {
  ::kill(-pid_, signal_number);
}

void ProcessHost::set_clock_rate(double) {
  throw std::logic_error("a process's clock cannot be set: use --simulate");
}

void ProcessHost::deliver(const Message& message) {
  if (input_fd_ < 0) return;
  // Some programs rely on the id, with which Maelstrom numbers messages.
  to_write_ += "{\"id\":" + std::to_string(next_message_id_++) + ',' +
               glomers::to_line(message).substr(1) + '\n';
  if (to_write_.size() > max_to_write)
    throw NodeFailure(
        "input-unread", id_,
        "does not read its input: " + std::to_string(to_write_.size()) + " bytes wait for it", "",
        log_.last_lines());
  watch_input();
}

/// Lets the writing wait for the loop's next turn, so that all lines of a turn go out at once.
void ProcessHost::watch_input() {
  loop_.watch(input_fd_, POLLOUT, [this] { write_input(); });
}

void ProcessHost::write_input() {
  const ssize_t n = write(input_fd_, to_write_.data(), to_write_.size());
  if (n < 0) {
    if (errno == EINTR || errno == EAGAIN) return;
    return close_pipe(input_fd_);  // the end of its output will tell more
  }
  to_write_.erase(0, static_cast<std::size_t>(n));
  if (to_write_.empty()) loop_.unwatch(input_fd_);
}

bool ProcessHost::has_read_all() const {
  int waiting = 0;
  if (input_fd_ >= 0) ioctl(input_fd_, FIONREAD, &waiting);
  return to_write_.empty() && waiting == 0;
}

void ProcessHost::read_output() {
  const std::size_t searched = unread_.size();
  const bool ended = read_available(output_fd_, unread_);
  if (unread_.find('\n', searched) != std::string::npos) handle_lines();
  if (unread_.size() > max_line_length) fail_endless();
  if (ended && pid_ > 0) fail_ended();
}

void ProcessHost::handle_lines() {
  std::string lines;
  lines.swap(unread_);
  std::size_t start = 0;
  for (std::size_t end; (end = lines.find('\n', start)) != std::string::npos; start = end + 1)
    handle_line(lines.substr(start, end - start));
  unread_ = lines.substr(start);
}

void ProcessHost::handle_line(const std::string& line) {
  try {
    on_message_(glomers::parse_output_line(line));
  } catch (const glomers::MessageError& error) {
    read_log();
    const bool is_text = !line.starts_with('{');
    throw NodeFailure("no-message", id_,
                      std::string("printed a line that is no message: ") + error.what() +
                          (is_text ? "\n  standard output is for messages alone: print all other "
                                     "text to standard error"
                                   : ""),
                      line, log_.last_lines());
  }
}

void ProcessHost::fail_endless() {
  read_log();
  throw NodeFailure(
      "no-newline", id_,
      "printed more than " + std::to_string(max_line_length) + " bytes without a newline", unread_,
      log_.last_lines());
}

void ProcessHost::read_log() {
  std::string text;
  const bool ended = read_available(log_fd_, text);
  log_.write(text);
  if (ended) loop_.unwatch(log_fd_);
}

void ProcessHost::fail_ended() {
  loop_.unwatch(output_fd_);
  signal_group(SIGKILL);  // it changes nothing for processes that have ended
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  read_log();
  const std::string rest = std::move(unread_);
  for (int* fd : {&input_fd_, &output_fd_, &log_fd_}) close_pipe(*fd);
  const bool killed_here = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  const char* const kind = killed_here           ? "closed-output"
                           : WIFSIGNALED(status) ? "killed"
                                                 : "exited";
  throw NodeFailure(kind, id_, killed_here ? "closed its standard output" : describe(status), rest,
                    log_.last_lines());
}

void ProcessHost::close_pipe(int& fd) {
  if (fd < 0) return;
  loop_.unwatch(fd);
  close(fd);
  fd = -1;
}

}  // namespace eddy
