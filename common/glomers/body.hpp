#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "glomers/error.hpp"
#include "glomers/json.hpp"

namespace glomers {

/// Typed bodies: a plain struct that names its type and its fields.
///
///   struct Add {
///     static constexpr const char* type = "add";
///     std::int64_t delta = 0;
///     static constexpr auto fields = std::tuple(field("delta", &Add::delta));
///   };
///
/// Field types: bool, std::int64_t, double, std::string, Json (any value),
/// std::vector and std::map<std::string, ...> of these, and std::optional for a
/// field that may be missing.
template <class Body, class T>
struct Field {
  const char* name;
  T Body::*member;
};

template <class Body, class T>
constexpr Field<Body, T> field(const char* name, T Body::*member) {
  return {name, member};
}

/// Throws malformed-request with a text that names the field.
[[noreturn]] inline void throw_malformed(const std::string& where, const std::string& what) {
  throw RpcError(ErrorCode::malformed_request, "field '" + where + "' " + what);
}

[[noreturn]] inline void throw_ill_typed(const std::string& where, const char* wanted,
                                         const Json& json) {
  throw_malformed(where, std::string("must be ") + wanted + ", got " + brief(json));
}

// read_value() converts strictly. `where` names the place in errors.

template <class T>
void read_value(const Json&, const std::string&, T&) {
  static_assert(!std::is_integral_v<T>,
                "an integer in a body or in a key-value service is a std::int64_t");
  static_assert(std::is_integral_v<T>,
                "a value in a body is bool, std::int64_t, double, std::string, Json, or a "
                "std::vector, std::map<std::string, ...> or std::optional of these");
}

inline void read_value(const Json& json, const std::string&, Json& out) {
  out = json;
}

inline void read_value(const Json& json, const std::string& where, bool& out) {
  if (!json.is_boolean()) throw_ill_typed(where, "a boolean", json);
  out = json.get<bool>();
}

inline void read_value(const Json& json, const std::string& where, std::int64_t& out) {
  if (!json.is_int64())
    throw_ill_typed(where, json.is_number_integer() ? "an integer within 64 bits" : "an integer",
                    json);
  out = json.get<std::int64_t>();
}

inline void read_value(const Json& json, const std::string& where, double& out) {
  if (!json.is_number()) throw_ill_typed(where, "a number", json);
  out = json.get<double>();
}

inline void read_value(const Json& json, const std::string& where, std::string& out) {
  if (!json.is_string()) throw_ill_typed(where, "a string", json);
  out = json.as_string();
}

template <class T>
void read_value(const Json& json, const std::string& where, std::vector<T>& out) {
  if (!json.is_array()) throw_ill_typed(where, "an array", json);
  out.resize(json.size());
  for (std::size_t i = 0; i < out.size(); ++i)
    read_value(json[i], where + '[' + std::to_string(i) + ']', out[i]);
}

template <class T>
void read_value(const Json& json, const std::string& where, std::map<std::string, T>& out) {
  if (!json.is_object()) throw_ill_typed(where, "an object", json);
  for (const auto& [key, value] : json.items()) read_value(value, where + '.' + key, out[key]);
}

template <class T>
void read_value(const Json& json, const std::string& where, std::optional<T>& out) {
  read_value(json, where, out.emplace());
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// The body as a struct. Throws RpcError malformed-request that names the first
/// field that is missing or ill-typed. Further fields are ignored.
template <class Body>
Body from_body(const Json& json) {
  Body body;
  const auto read_field = [&](const auto& f) {
    auto& out = body.*(f.member);
    const auto it = json.find(f.name);
    if (it)
      read_value(*it, f.name, out);
    else if constexpr (!is_optional<std::remove_reference_t<decltype(out)>>)
      throw_malformed(f.name, "is missing");
  };
  std::apply([&](const auto&... f) { (read_field(f), ...); }, Body::fields);
  return body;
}

/// The struct as a body, with its `type`; empty optional fields are left out.
template <class Body>
Json to_body(const Body& body) {
  Json json = {{"type", Body::type}};
  const auto write_field = [&](const auto& f) {
    const auto& value = body.*(f.member);
    if constexpr (is_optional<std::remove_cvref_t<decltype(value)>>) {
      if (value) json[f.name] = *value;
    } else {
      json[f.name] = value;
    }
  };
  std::apply([&](const auto&... f) { (write_field(f), ...); }, Body::fields);
  return json;
}

}  // namespace glomers
