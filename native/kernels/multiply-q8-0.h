#pragma once
#include "rows-tile.h"

#ifdef HAS_MULTIPLY

/**
 * Q8_0 weights times rows, with AVX-512 VNNI. llama.cpp does not rearrange these weights on x64: the blocks of a
 * column follow each other.
 *
 * A packed block holds 32 signed bytes for each row, then eight corrections for each row, then a scale for each row.
 */
struct q8_0 {
  /** As many bytes as a block of each of eight columns. */
  struct block {
    block_q8_0 columns[8];
  };
  static constexpr ggml_type type = GGML_TYPE_Q8_0;
  /** Weights of a column in a block. */
  static constexpr int length = QK8_0;
  static constexpr int packed_row_bytes = QK8_0 + 8 * sizeof(int32_t) + sizeof(float);
  /** Blocks that are packed at a time. */
  static constexpr int packed_run = 8;
  /** More are left to many-rows-product.c. */
  static constexpr int64_t most_rows = 63;

  static bool takes(const ggml_tensor * weights) { return is_plain(weights); }

  /**
   * Packs blocks of a row.
   * @param count at most `packed_run`
   * @param index of the row in a tile of `rows`
   */
  static void pack(const float * row, int first, int count, char * tile, int index, int rows) {
    block_q8_0 quantized[packed_run];
    ggml_get_type_traits_cpu(type)->from_float(row + first * length, quantized, count * length);
    for (int i = 0; i < count; i++) {
      char * packed = tile + (size_t) (first + i) * rows * packed_row_bytes;
      const __m256i numbers = _mm256_loadu_si256((const __m256i *) quantized[i].qs);
      const __m256i sums = _mm256_dpbusd_epi32(_mm256_setzero_si256(), _mm256_set1_epi8(1), numbers);
      // The weights are multiplied as unsigned numbers, 128 too large.
      const __m256i corrections = _mm256_sub_epi32(_mm256_setzero_si256(), _mm256_slli_epi32(sums, 7));
      _mm256_storeu_si256((__m256i *) packed + index, numbers);
      _mm256_storeu_si256((__m256i *) packed + rows + index, corrections);
      ((float *) (packed + 2 * rows * sizeof(__m256i)))[index] = _cvtsh_ss(quantized[i].d);
    }
  }

  /** A block of two columns, as unsigned numbers. */
  static __m512i numbers_of(const block_q8_0 & left, const block_q8_0 & right) {
    const __m256i lower = _mm256_loadu_si256((const __m256i *) left.qs);
    const __m256i upper = _mm256_loadu_si256((const __m256i *) right.qs);
    return _mm512_xor_si512(_mm512_inserti64x4(_mm512_castsi256_si512(lower), upper, 1), _mm512_set1_epi8((char) 0x80));
  }

  static __m512 scales_of(const block_q8_0 & left, const block_q8_0 & right) {
    return _mm512_cvtph_ps(_mm256_mask_set1_epi16(_mm256_set1_epi16((short) left.d), 0xff00, (short) right.d));
  }

  /**
   * Multiplies groups of columns by a tile of `rows` rows.
   * @param stride floats from one row of the result to the next
   */
  template <int rows>
  static void multiply(const block * weights, int blocks, int groups, const block *, const char * tile, float * result,
                       size_t stride) {
    constexpr int pairs = 2;
    const block_q8_0 * column = (const block_q8_0 *) weights;
    for (int first = 0; first < groups * 8; first += 2 * pairs, column += 2 * pairs * blocks) {
      const char * packed = tile;
      __m512 sums[pairs][rows];
      for (int pair = 0; pair < pairs; pair++) {
        for (int row = 0; row < rows; row++) {
          sums[pair][row] = _mm512_setzero_ps();
        }
      }
      for (int i = 0; i < blocks; i++) {
        // Columns follow each other, those of the next chunk often as well.
        request((const char *) (column + 2 * pairs * i) + bytes_ahead, 2 * pairs * sizeof(block_q8_0));
        const __m256i * numbers = (const __m256i *) packed;
        const float * row_scales = (const float *) (numbers + 2 * rows);
#pragma GCC unroll 2
        for (int pair = 0; pair < pairs; pair++) {
          const block_q8_0 & left = column[2 * pair * blocks + i];
          const block_q8_0 & right = column[(2 * pair + 1) * blocks + i];
          const __m512i weights_of_pair = numbers_of(left, right);
          const __m512 column_scales = scales_of(left, right);
#pragma GCC unroll 8
          for (int row = 0; row < rows; row++) {
            const __m512i correction = repeated_half((const char *) (numbers + rows + row));
            const __m512i factors = repeated_half((const char *) (numbers + row));
            const __m512 products = _mm512_cvtepi32_ps(_mm512_dpbusd_epi32(correction, weights_of_pair, factors));
            const __m512 scales = _mm512_mul_ps(column_scales, _mm512_set1_ps(row_scales[row]));
            sums[pair][row] = _mm512_fmadd_ps(products, scales, sums[pair][row]);
          }
        }
        packed += rows * packed_row_bytes;
      }
      for (int row = 0; row < rows; row++) {
        float * to = result + first + row * stride;
        for (int pair = 0; pair < pairs; pair++) {
          store_sums(sums[pair][row], to + 2 * pair, to + 2 * pair + 1);
        }
      }
    }
  }
};

#endif
