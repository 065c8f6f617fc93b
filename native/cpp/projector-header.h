#pragma once

#include <cstdint>
#include <optional>
#include <string>

/** One of the encoders in a projector's file. */
struct EncoderHeader {
  std::string kind;
  /** 0 for the kinds that are one matrix, which need no time worth telling. */
  int64_t layers = 0;
  int64_t width = 0;
  int64_t feedForward = 0;
  /** How many pixels of a picture's side share a row of the table of places, and how many rows that has; 0 for sound. */
  int64_t patchPx = 0;
  int64_t places = 0;

  /** Roughly the floating-point operations for this many tokens. */
  double costOf(size_t tokens) const;
};

struct ProjectorHeader {
  std::optional<EncoderHeader> vision;
  std::optional<EncoderHeader> audio;
};

/**
 * Reads what the file says of itself and refuses, with the reason, what would end the process further on: libmtmd takes much
 * for granted and aborts where it is wrong.
 * @param embeddingSize of the model it is to serve
 * @throws Failure "projector-unreadable", "projector-mismatch"
 */
ProjectorHeader readProjectorHeader(const std::string & path, int embeddingSize);
