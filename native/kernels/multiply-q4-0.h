#pragma once

/*
 * Q4_0 weights times rows, with AVX-512 VNNI.
 *
 * Weights, as llama.cpp arranges them: a group is eight columns; its blocks hold 32 weights of each column, in
 * runs of eight, column by column. Bytes hold weights 0 to 7 (8 to 15 in the second half) in the lower four
 * bits and 16 to 23 (24 to 31) in the upper, as signed numbers.
 *
 * Rows, as packed here: a tile is up to eight rows; per block it holds 32 signed bytes for each row, then a
 * scale for each row, then a correction for each row.
 */
#define GGML_COMMON_DECL_CPP
#include "ggml-common.h"
#include "ggml-cpu.h"
#include "repack.h"

#if defined(__AVX512VNNI__) && defined(__AVX512VL__) && defined(__AVX512BW__)
#define HAS_MULTIPLY_Q4_0

#include <immintrin.h>
#include <string.h>

/** Blocks that are packed at a time. */
constexpr int packed_run = 8;

static inline size_t packed_bytes(int64_t rows, int64_t blocks) {
  return rows * blocks * (QK8_0 + sizeof(float) + sizeof(int32_t));
}

/** Requests memory from the caches; the address need not be valid. */
static inline void request(const char * memory, int bytes) {
  for (int i = 0; i < bytes; i += 64) {
    _mm_prefetch(memory + i, _MM_HINT_T0);
  }
}

/**
 * Packs blocks of a row.
 * @param count at most `packed_run`
 * @param tile the tile's first byte
 * @param index of the row in a tile of `rows`
 */
static inline void pack_q8_0(const float * row, int first, int count, char * tile, int index, int rows) {
  block_q8_0 quantized[packed_run];
  ggml_get_type_traits_cpu(GGML_TYPE_Q8_0)->from_float(row + first * QK8_0, quantized, count * QK8_0);
  for (int i = 0; i < count; i++) {
    char * block = tile + packed_bytes(rows, first + i);
    const __m256i numbers = _mm256_loadu_si256((const __m256i *) quantized[i].qs);
    const __m256i sums = _mm256_dpbusd_epi32(_mm256_setzero_si256(), _mm256_set1_epi8(1), numbers);
    __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    sum = _mm_hadd_epi32(sum, sum);
    sum = _mm_hadd_epi32(sum, sum);
    _mm256_storeu_si256((__m256i *) block + index, numbers);
    ((float *) (block + rows * QK8_0))[index] = _cvtsh_ss(quantized[i].d);
    // The weights are multiplied as unsigned numbers, 8 too large. Two lanes are added up, each with half of it.
    ((int32_t *) (block + rows * QK8_0))[rows + index] = -4 * _mm_cvtsi128_si32(sum);
  }
}

/** Four times eight numbers of each of the eight columns: one run of weights in each vector. */
struct weight_runs {
  __m512i runs[4];

  explicit weight_runs(const block_q4_0x8 & block) {
    const __m512i lower_bits = _mm512_set1_epi8(0x0f);
    // Signed to unsigned: adds 8 to each number.
    const __m512i sign_bits = _mm512_set1_epi8(0x08);
    // (first ^ second) & third
    constexpr int xor_and = 0x28;
    for (int half = 0; half < 2; half++) {
      const __m512i bytes = _mm512_loadu_si512(block.qs + half * 64);
      runs[half] = _mm512_ternarylogic_epi32(bytes, sign_bits, lower_bits, xor_and);
      runs[half + 2] = _mm512_ternarylogic_epi32(_mm512_srli_epi16(bytes, 4), sign_bits, lower_bits, xor_and);
    }
  }
};

static inline __m512i repeated(const char * run) {
  long long numbers;
  memcpy(&numbers, run, sizeof numbers);
  return _mm512_set1_epi64(numbers);
}

/**
 * Multiplies groups of columns by a tile of `rows` rows.
 * @param next where the weights are that will be needed after these
 * @param stride floats from one row of the result to the next
 */
template <int rows>
static void multiply_q4_0(const block_q4_0x8 * weights, int blocks, int groups, const block_q4_0x8 * next, const char * tile,
                          float * result, size_t stride) {
  const __m512i even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
  const __m512i odd = _mm512_add_epi32(even, _mm512_set1_epi32(1));
  for (int group = 0; group < groups; group += 2) {
    const bool is_single = group + 1 == groups;
    const block_q4_0x8 * left = weights + (int64_t) group * blocks;
    const block_q4_0x8 * right = is_single ? left : left + blocks;
    const char * ahead = (const char *) (group + 2 < groups ? left + 2 * (int64_t) blocks : next);
    const char * packed = tile;
    __m512 sums[rows];
    for (int row = 0; row < rows; row++) {
      sums[row] = _mm512_setzero_ps();
    }
    for (int i = 0; i < blocks; i++) {
      request(ahead + (int64_t) i * 2 * sizeof(block_q4_0x8), 2 * sizeof(block_q4_0x8));
      const weight_runs left_runs(left[i]);
      const weight_runs right_runs(right[i]);
      const __m512 column_scales = _mm512_cvtph_ps(_mm256_loadu2_m128i((const __m128i *) right[i].d, (const __m128i *) left[i].d));
      const float * row_scales = (const float *) (packed + rows * QK8_0);
      const int32_t * corrections = (const int32_t *) row_scales + rows;
#pragma GCC unroll 8
      for (int row = 0; row < rows; row++) {
        __m512i left_sums = _mm512_set1_epi32(corrections[row]);
        __m512i right_sums = left_sums;
        for (int run = 0; run < 4; run++) {
          const __m512i numbers = repeated(packed + row * QK8_0 + run * 8);
          left_sums = _mm512_dpbusd_epi32(left_sums, left_runs.runs[run], numbers);
          right_sums = _mm512_dpbusd_epi32(right_sums, right_runs.runs[run], numbers);
        }
        // Each column has two neighbouring sums.
        const __m512i both = _mm512_add_epi32(_mm512_permutex2var_epi32(left_sums, even, right_sums),
                                              _mm512_permutex2var_epi32(left_sums, odd, right_sums));
        const __m512 scales = _mm512_mul_ps(column_scales, _mm512_set1_ps(row_scales[row]));
        sums[row] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(both), scales, sums[row]);
      }
      packed += packed_bytes(rows, 1);
    }
    for (int row = 0; row < rows; row++) {
      _mm512_mask_storeu_ps(result + group * 8 + row * stride, is_single ? 0x00ff : 0xffff, sums[row]);
    }
  }
}

#endif
