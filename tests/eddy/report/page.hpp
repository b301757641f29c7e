#pragma once

#include <string_view>

namespace eddy {

/// The whole page without its data, as report/page/ has it: styles and scripts are in
/// it. The data belong where `<!--data-->` stands. Made at build time by embed_page.cmake.
extern const std::string_view report_page;

}  // namespace eddy
