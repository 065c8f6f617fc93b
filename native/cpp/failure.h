#pragma once

#include <stdexcept>
#include <string>

/** An error with a code; ../addon-error.ts lists the codes. */
struct Failure : std::runtime_error {
  std::string code;

  Failure(std::string code, const std::string & message) : std::runtime_error(message), code(std::move(code)) {}
};
