#include "glomers/json.hpp"

// The one instantiation of what json.hpp declares extern.
template class nlohmann::basic_json<>;
