// The first idea: no library, a line in and a line out.

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

int main() {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);  // faster: output is not flushed before each input
  for (std::string line; std::getline(std::cin, line);) {
    nlohmann::json message = nlohmann::json::parse(line);
    std::swap(message["src"], message["dest"]);
    nlohmann::json& body = message["body"];
    body["in_reply_to"] = body["msg_id"];
    body["type"] = body["type"] == "init" ? "init_ok" : "echo_ok";
    std::cout << message << '\n';
  }
}
