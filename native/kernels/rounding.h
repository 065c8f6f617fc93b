#pragma once

/* Floats as 16-bit integers. */
#include <math.h>
#include <string.h>

#include "integer-blocks.h"

/** The nearest integer, in the low bits. */
static inline int32_t integer_of(float x) {
  const float shifted = x + 12582912.0f;
  int32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  return bits;
}

static inline void to_integers(int16_t * to, const float * from, int64_t count, float scale) {
  for (int64_t i = 0; i < count; i++) {
    to[i] = (int16_t) integer_of(from[i] * scale);
  }
}

/** What limits the scale of rows: the square of the longest one's length, and the largest number. */
struct extent {
  float square;
  float largest;
};

static inline float larger(float one, float other) {
  return one > other ? one : other;
}

static inline struct extent larger_of(struct extent one, struct extent other) {
  const struct extent larger_one = { larger(one.square, other.square), larger(one.largest, other.largest) };
  return larger_one;
}

static inline struct extent extent_of(const float * row, int64_t count) {
  lanes squares = { 0 };
  // Sizes of floats are ordered as integers are.
  integer_lanes sizes = { 0 };
  int64_t i = 0;
  for (; i + lane_count <= count; i += lane_count) {
    const lanes numbers = *(const lanes *) (row + i);
    squares += numbers * numbers;
    sizes = larger_lanes(sizes, (integer_lanes) numbers & 0x7fffffff);
  }
  const int32_t size = largest_lane(sizes);
  struct extent extent = { sum_of_lanes(squares), 0.0f };
  memcpy(&extent.largest, &size, sizeof size);
  for (; i < count; i++) {
    extent.square += row[i] * row[i];
    extent.largest = larger(extent.largest, row[i] < 0.0f ? -row[i] : row[i]);
  }
  return extent;
}

/**
 * The factor that makes numbers fit into 16 bits, and the products of rows into 32: they are no larger than the
 * product of both lengths.
 */
static inline float scale_of(struct extent extent) {
  if (!(extent.square > 0.0f)) {
    return 0.0f;
  }
  const float by_length = 46000.0f / sqrtf(extent.square);
  const float by_size = 32767.0f / extent.largest;
  return by_length < by_size ? by_length : by_size;
}

static inline float inverse_of(float scale) {
  return scale > 0.0f ? 1.0f / scale : 0.0f;
}
