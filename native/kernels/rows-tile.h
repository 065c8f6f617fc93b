#pragma once

/*
 * What the kernels for different types of weights share. Rows are packed in tiles of up to eight, and a tile is
 * packed block by block: what belongs to one block of weights lies together, for all rows of the tile.
 */
#define GGML_COMMON_DECL_CPP
#include "ggml-backend-impl.h"
#include "ggml-common.h"
#include "ggml-cpu.h"
#include "repack.h"

#if defined(__AVX512VNNI__) && defined(__AVX512VL__) && defined(__AVX512BW__)
#define HAS_MULTIPLY

#include <immintrin.h>
#include <string.h>

/** Whether llama.cpp has arranged these weights for AVX2. */
static inline bool is_repacked(const ggml_tensor * weights) {
  return weights->buffer->buft == ggml_backend_cpu_repack_buffer_type();
}

/** Whether these weights are as in the file, and in memory that the processor reads. */
static inline bool is_plain(const ggml_tensor * weights) {
  return ggml_backend_buffer_is_host(weights->buffer) && weights->nb[1] == ggml_row_size(weights->type, weights->ne[0]);
}

/** How far ahead weights that follow each other in memory are requested. */
static constexpr int bytes_ahead = 8 * 1024;

/** Requests memory from the caches; the address need not be valid. */
static inline void request(const char * memory, int bytes) {
  for (int i = 0; i < bytes; i += 64) {
    _mm_prefetch(memory + i, _MM_HINT_T0);
  }
}

/** Eight bytes, in each eighth of a vector. */
static inline __m512i repeated(const char * run) {
  long long numbers;
  memcpy(&numbers, run, sizeof numbers);
  return _mm512_set1_epi64(numbers);
}

/** 32 bytes, in each half of a vector. */
static inline __m512i repeated_half(const char * numbers) {
  return _mm512_broadcast_i64x4(_mm256_loadu_si256((const __m256i *) numbers));
}

/** Adds up the numbers of each half, in the order of llama.cpp's kernels for one row. */
static inline void store_sums(__m512 numbers, float * left, float * right) {
  numbers = _mm512_add_ps(numbers, _mm512_shuffle_f32x4(numbers, numbers, _MM_SHUFFLE(2, 3, 0, 1)));
  numbers = _mm512_add_ps(numbers, _mm512_permute_ps(numbers, _MM_SHUFFLE(1, 0, 3, 2)));
  numbers = _mm512_add_ps(numbers, _mm512_permute_ps(numbers, _MM_SHUFFLE(2, 3, 0, 1)));
  *left = _mm512_cvtss_f32(numbers);
  *right = _mm_cvtss_f32(_mm512_extractf32x4_ps(numbers, 2));
}

/** Eight 16-bit floats of each of two groups of columns. */
static inline __m512 scales_of(const ggml_half * left, const ggml_half * right) {
  return _mm512_cvtph_ps(_mm256_set_m128i(_mm_loadu_si128((const __m128i *) right), _mm_loadu_si128((const __m128i *) left)));
}

/** Two groups of columns that are multiplied together. The last one of an odd number is alone, and both are it. */
template <typename block>
struct group_pair {
  const block * left;
  const block * right;
  bool is_single;
  /** The weights that will be needed next. */
  const char * ahead;

  /**
   * @param group index of the left one
   * @param blocks of weights, per column
   * @param next where the weights are that will be needed after all groups
   */
  group_pair(const block * weights, int group, int blocks, int groups, const block * next)
      : left(weights + (int64_t) group * blocks), is_single(group + 1 == groups) {
    right = is_single ? left : left + blocks;
    ahead = (const char *) (group + 2 < groups ? left + 2 * (int64_t) blocks : next);
  }

  /** Requests a share of the weights that are needed when those of this block are next. */
  template <int shares = 1>
  void request_ahead(int of_block, int share = 0) const {
    constexpr int bytes = 2 * sizeof(block) / shares;
    request(ahead + (int64_t) of_block * 2 * sizeof(block) + share * bytes, bytes);
  }

  /** Writes a number for each column. */
  void store(float * to, __m512 numbers) const { _mm512_mask_storeu_ps(to, is_single ? 0x00ff : 0xffff, numbers); }
};

/**
 * Adds the products of 32 weights of each column and of 32 numbers of a row, in four runs of eight. Each column
 * has two neighbouring sums.
 */
static inline void add_runs(__m512i & left_sums, __m512i & right_sums, const __m512i * left, const __m512i * right,
                            const char * numbers) {
  for (int run = 0; run < 4; run++) {
    const __m512i eight = repeated(numbers + run * 8);
    left_sums = _mm512_dpbusd_epi32(left_sums, left[run], eight);
    right_sums = _mm512_dpbusd_epi32(right_sums, right[run], eight);
  }
}

#endif
