#pragma once

#include <cstdint>
#include <optional>
#include <string>

/** One of the encoders in a projector file. */
struct EncoderHeader {
  std::string kind;
  /** 0 for the types that are a single matrix, whose cost is negligible. */
  int64_t layers = 0;
  int64_t width = 0;
  int64_t feedForward = 0;
  /** Pixels per row of the position table, and the number of its rows; 0 for audio. */
  int64_t patchPx = 0;
  int64_t places = 0;

  /** Approximate floating-point operations for this many tokens. */
  double costOf(size_t tokens) const;
};

struct ProjectorHeader {
  std::optional<EncoderHeader> vision;
  std::optional<EncoderHeader> audio;
};

/**
 * Reads the header and refuses, with a reason, files on which libmtmd would abort the process.
 *
 * @param embeddingSize of the model it is for
 * @throws Failure "projector-unreadable", "projector-mismatch"
 */
ProjectorHeader readProjectorHeader(const std::string & path, int embeddingSize);
