// The least that an echo node can do with nlohmann/json: what the nodes are measured by.

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto request = nlohmann::json::parse(line);
    const auto& body = request.at("body");
    nlohmann::json answer = {{"src", request.at("dest")}, {"dest", request.at("src")}};
    if (body.at("type") == "init")
      answer["body"] = {{"type", "init_ok"}, {"in_reply_to", body.at("msg_id")}};
    else
      answer["body"] = {
          {"type", "echo_ok"}, {"in_reply_to", body.at("msg_id")}, {"echo", body.at("echo")}};
    std::cout << answer.dump() << '\n';
    if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
  }
}
