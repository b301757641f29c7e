// The first idea: a line in and a line out, without the loop of the library.

#include <iostream>
#include <string>

#include "glomers/json.hpp"

using glomers::Json;

int main() {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);  // faster: output is not flushed before each input
  for (std::string line; std::getline(std::cin, line);) {
    Json message = Json::parse(line);
    std::swap(message["src"], message["dest"]);
    Json& body = message["body"];
    body["in_reply_to"] = body["msg_id"];
    body["type"] = body["type"] == "init" ? "init_ok" : "echo_ok";
    std::cout << message << '\n';
  }
}
