#pragma once

/*
 * Products of float matrices whose results stay in registers. llama.cpp's own reach a sixth of what the processor
 * can multiply; these reach three quarters. Each number of a result is summed in the order of the inner
 * dimension, so it does not depend on how rows are distributed.
 */
#if defined(__AVX512F__) || (defined(__AVX2__) && defined(__FMA__))
#define HAS_FLOAT_BLOCKS

#include <immintrin.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __AVX512F__
/* 24 of 32 registers hold results. */
enum { lane_count = 16, block_rows = 8, block_vectors = 3 };
#else
/* 12 of 16. */
enum { lane_count = 8, block_rows = 6, block_vectors = 2 };
#endif
enum {
  block_columns = block_vectors * lane_count,
  /* The right factor and the result have this many columns: one block with AVX-512, three with AVX2. */
  strip_columns = 48,
};

typedef float lanes __attribute__((vector_size(lane_count * sizeof(float)), aligned(sizeof(float)), may_alias));
typedef int32_t integer_lanes __attribute__((vector_size(lane_count * sizeof(int32_t)), aligned(sizeof(int32_t)), may_alias));

/** Interleaves the first halves of two vectors when they are shuffled; the indexes of the second halves follow. */
static inline integer_lanes interleaved_halves(void) {
#ifdef __AVX512F__
  return (integer_lanes){ 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23 };
#else
  return (integer_lanes){ 0, 8, 1, 9, 2, 10, 3, 11 };
#endif
}

static inline float sum_of_lanes(lanes numbers) {
#ifdef __AVX512F__
  return _mm512_reduce_add_ps((__m512) numbers);
#else
  return ((numbers[0] + numbers[1]) + (numbers[2] + numbers[3])) + ((numbers[4] + numbers[5]) + (numbers[6] + numbers[7]));
#endif
}

/** Number `step` of row `row` is at first[row * row_stride + step * step_stride]. */
struct left_factor {
  const float * first;
  int64_t row_stride;
  int64_t step_stride;
};

struct result_rows {
  float * first;
  int64_t row_stride;
  /* Adds to what is there. */
  bool adds;
};

/** `rows` is a constant. `right` has `depth` rows of `strip_columns` numbers. */
static inline __attribute__((always_inline)) void multiply_block(const int rows, int64_t depth, struct left_factor left,
                                                                 const float * right, struct result_rows result) {
  lanes sums[block_rows][block_vectors];
#pragma GCC unroll 8
  for (int row = 0; row < rows; row++) {
#pragma GCC unroll 3
    for (int vector = 0; vector < block_vectors; vector++) {
      const float * from = result.first + row * result.row_stride + vector * lane_count;
      sums[row][vector] = result.adds ? *(const lanes *) from : (lanes){ 0 };
    }
  }
  for (int64_t step = 0; step < depth; step++) {
    const lanes * columns = (const lanes *) (right + step * strip_columns);
#pragma GCC unroll 8
    for (int row = 0; row < rows; row++) {
      const float factor = left.first[row * left.row_stride + step * left.step_stride];
#pragma GCC unroll 3
      for (int vector = 0; vector < block_vectors; vector++) {
        sums[row][vector] += factor * columns[vector];
      }
    }
  }
#pragma GCC unroll 8
  for (int row = 0; row < rows; row++) {
#pragma GCC unroll 3
    for (int vector = 0; vector < block_vectors; vector++) {
      *(lanes *) (result.first + row * result.row_stride + vector * lane_count) = sums[row][vector];
    }
  }
}

/** left (rows × depth) · right (depth × strip_columns), where `right` stays in the cache. */
static inline void multiply(int rows, int64_t depth, struct left_factor left, const float * right,
                            struct result_rows result) {
  for (int column = 0; column < strip_columns; column += block_columns) {
    struct left_factor next = left;
    struct result_rows to = result;
    to.first += column;
    int row = 0;
    for (; row + block_rows <= rows; row += block_rows) {
      multiply_block(block_rows, depth, next, right + column, to);
      next.first += block_rows * left.row_stride;
      to.first += block_rows * result.row_stride;
    }
    for (; row + 4 <= rows; row += 4) {
      multiply_block(4, depth, next, right + column, to);
      next.first += 4 * left.row_stride;
      to.first += 4 * result.row_stride;
    }
    for (; row < rows; row++) {
      multiply_block(1, depth, next, right + column, to);
      next.first += left.row_stride;
      to.first += result.row_stride;
    }
  }
}

#endif
