#include "tests/catch.hpp"
#include "tests/eddy/history/quote.hpp"

using namespace eddy;

TEST_CASE("a quotation has at most 200 bytes, and ends with a whole character") {
  CHECK(cut_short(std::string(200, 'a')) == std::string(200, 'a'));
  CHECK(cut_short(std::string(201, 'a')) == std::string(197, 'a') + "...");
  std::string umlauts;
  for (int i = 0; i < 150; ++i) umlauts += "\u00e4";
  CHECK(cut_short(umlauts) == umlauts.substr(0, 196) + "...");
  CHECK(quote(Json(std::string(300, 'a'))) == '"' + std::string(196, 'a') + "...");
  CHECK(quote(Json::array({1, "a"})) == R"([1,"a"])");
  CHECK(quote(Json("\xff")) == "\"\ufffd\"");
}
