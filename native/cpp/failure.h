#pragma once

#include <stdexcept>
#include <string>

/** What ends a call with a name; the names are listed in ../media-error.ts. */
struct Failure : std::runtime_error {
  std::string code;

  Failure(std::string code, const std::string & message) : std::runtime_error(message), code(std::move(code)) {}
};
