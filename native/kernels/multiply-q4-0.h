#pragma once
#include "rows-tile.h"

#ifdef HAS_MULTIPLY

/**
 * Q4_0 weights times rows, with AVX-512 VNNI.
 *
 * Weights, as llama.cpp arranges them: a group is eight columns; its blocks hold 32 weights of each column, in
 * runs of eight, column by column. Bytes hold weights 0 to 7 (8 to 15 in the second half) in the lower four
 * bits and 16 to 23 (24 to 31) in the upper, as signed numbers.
 *
 * A packed block holds 32 signed bytes for each row, then a scale for each row, then a correction for each row.
 */
struct q4_0 {
  using block = block_q4_0x8;
  static constexpr ggml_type type = GGML_TYPE_Q4_0;
  /** Weights of a column in a block. */
  static constexpr int length = QK4_0;
  static constexpr int packed_row_bytes = QK8_0 + sizeof(float) + sizeof(int32_t);
  /** Blocks that are packed at a time. */
  static constexpr int packed_run = 8;
  static constexpr int64_t most_rows = INT64_MAX;

  static bool takes(const ggml_tensor * weights) { return is_repacked(weights); }

  /**
   * Packs blocks of a row.
   * @param count at most `packed_run`
   * @param index of the row in a tile of `rows`
   */
  static void pack(const float * row, int first, int count, char * tile, int index, int rows) {
    block_q8_0 quantized[packed_run];
    ggml_get_type_traits_cpu(GGML_TYPE_Q8_0)->from_float(row + first * length, quantized, count * length);
    for (int i = 0; i < count; i++) {
      char * packed = tile + (size_t) (first + i) * rows * packed_row_bytes;
      const __m256i numbers = _mm256_loadu_si256((const __m256i *) quantized[i].qs);
      const __m256i sums = _mm256_dpbusd_epi32(_mm256_setzero_si256(), _mm256_set1_epi8(1), numbers);
      __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
      sum = _mm_hadd_epi32(sum, sum);
      sum = _mm_hadd_epi32(sum, sum);
      _mm256_storeu_si256((__m256i *) packed + index, numbers);
      ((float *) (packed + rows * length))[index] = _cvtsh_ss(quantized[i].d);
      // The weights are multiplied as unsigned numbers, 8 too large. Two lanes are added up, each with half of it.
      ((int32_t *) (packed + rows * length))[rows + index] = -4 * _mm_cvtsi128_si32(sum);
    }
  }

  /** Four times eight numbers of each of the eight columns: one run of weights in each vector. */
  struct runs {
    __m512i of[4];

    explicit runs(const block & weights) {
      const __m512i lower_bits = _mm512_set1_epi8(0x0f);
      // Signed to unsigned: adds 8 to each number.
      const __m512i sign_bits = _mm512_set1_epi8(0x08);
      // (first ^ second) & third
      constexpr int xor_and = 0x28;
      for (int half = 0; half < 2; half++) {
        const __m512i bytes = _mm512_loadu_si512(weights.qs + half * 64);
        of[half] = _mm512_ternarylogic_epi32(bytes, sign_bits, lower_bits, xor_and);
        of[half + 2] = _mm512_ternarylogic_epi32(_mm512_srli_epi16(bytes, 4), sign_bits, lower_bits, xor_and);
      }
    }
  };

  /**
   * Multiplies groups of columns by a tile of `rows` rows.
   * @param next where the weights are that will be needed after these
   * @param stride floats from one row of the result to the next
   */
  template <int rows>
  static void multiply(const block * weights, int blocks, int groups, const block * next, const char * tile,
                       float * result, size_t stride) {
    const __m512i even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    const __m512i odd = _mm512_add_epi32(even, _mm512_set1_epi32(1));
    for (int group = 0; group < groups; group += 2) {
      const group_pair<block> pair(weights, group, blocks, groups, next);
      const char * packed = tile;
      __m512 sums[rows];
      for (int row = 0; row < rows; row++) {
        sums[row] = _mm512_setzero_ps();
      }
      for (int i = 0; i < blocks; i++) {
        pair.request_ahead(i);
        const runs left_runs(pair.left[i]);
        const runs right_runs(pair.right[i]);
        const __m512 column_scales = scales_of(pair.left[i].d, pair.right[i].d);
        const float * row_scales = (const float *) (packed + rows * length);
        const int32_t * corrections = (const int32_t *) row_scales + rows;
#pragma GCC unroll 8
        for (int row = 0; row < rows; row++) {
          __m512i left_sums = _mm512_set1_epi32(corrections[row]);
          __m512i right_sums = left_sums;
          add_runs(left_sums, right_sums, left_runs.of, right_runs.of, packed + row * length);
          const __m512i both = _mm512_add_epi32(_mm512_permutex2var_epi32(left_sums, even, right_sums),
                                                _mm512_permutex2var_epi32(left_sums, odd, right_sums));
          const __m512 scales = _mm512_mul_ps(column_scales, _mm512_set1_ps(row_scales[row]));
          sums[row] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(both), scales, sums[row]);
        }
        packed += rows * packed_row_bytes;
      }
      for (int row = 0; row < rows; row++) {
        pair.store(result + group * 8 + row * stride, sums[row]);
      }
    }
  }
};

#endif
