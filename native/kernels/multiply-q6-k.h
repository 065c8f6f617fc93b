#pragma once
#include "rows-tile.h"

#ifdef HAS_MULTIPLY

/**
 * Q6_K weights times rows, with AVX-512 VNNI. llama.cpp does not rearrange these weights on x64: the blocks of a
 * column follow each other.
 *
 * A packed block holds 256 signed bytes for each row, then the sums of 16 at a time for each row, then a scale for
 * each row.
 */
struct q6_k {
  /** As many bytes as a block of each of eight columns. */
  struct block {
    block_q6_K columns[8];
  };
  static constexpr ggml_type type = GGML_TYPE_Q6_K;
  /** Weights of a column in a block. */
  static constexpr int length = QK_K;
  static constexpr int packed_row_bytes = QK_K + sizeof(__m256i) + sizeof(float);
  /** Blocks that are packed at a time. */
  static constexpr int packed_run = 2;
  static constexpr int64_t most_rows = INT64_MAX;

  static bool takes(const ggml_tensor * weights) { return is_plain(weights); }

  /** As `q8_0::pack`. */
  static void pack(const float * row, int first, int count, char * tile, int index, int rows) {
    block_q8_K quantized[packed_run];
    ggml_get_type_traits_cpu(GGML_TYPE_Q8_K)->from_float(row + first * length, quantized, count * length);
    for (int i = 0; i < count; i++) {
      char * packed = tile + (size_t) (first + i) * rows * packed_row_bytes;
      char * sums = packed + rows * length;
      memcpy(packed + index * length, quantized[i].qs, length);
      memcpy(sums + index * sizeof(__m256i), quantized[i].bsums, sizeof(__m256i));
      ((float *) (sums + rows * sizeof(__m256i)))[index] = quantized[i].d;
    }
  }

  /** A block of two columns: 32 weights of each, 32 too large, in each vector. */
  struct weights_of_pair {
    __m512i numbers[8];
    /** 16 of each column, as 16-bit numbers. */
    __m512i scales;
    __m512 column_scales;

    weights_of_pair(const block_q6_K & left, const block_q6_K & right) {
      const __m512i low = _mm512_set1_epi8(15);
      for (int half = 0; half < 2; half++) {
        const __m512i first = both(left.ql + half * 64, right.ql + half * 64);
        const __m512i second = both(left.ql + half * 64 + 32, right.ql + half * 64 + 32);
        const __m512i high = both(left.qh + half * 32, right.qh + half * 32);
        __m512i * to = numbers + half * 4;
        to[0] = joined(first, low, _mm512_slli_epi16(high, 4));
        to[1] = joined(second, low, _mm512_slli_epi16(high, 2));
        to[2] = joined(_mm512_srli_epi16(first, 4), low, high);
        to[3] = joined(_mm512_srli_epi16(second, 4), low, _mm512_srli_epi16(high, 2));
      }
      const __m128i left_scales = _mm_loadu_si128((const __m128i *) left.scales);
      const __m128i right_scales = _mm_loadu_si128((const __m128i *) right.scales);
      scales = _mm512_cvtepi8_epi16(_mm256_set_m128i(right_scales, left_scales));
      column_scales = _mm512_cvtph_ps(_mm256_mask_set1_epi16(_mm256_set1_epi16((short) left.d), 0xff00, (short) right.d));
    }

    /** The scale of each four weights of a vector of `numbers`, as the lower of two 16-bit numbers. */
    __m512i scales_of(int vector) const {
      const __m512i first = _mm512_set_epi32(17, 17, 17, 17, 16, 16, 16, 16, 1, 1, 1, 1, 0, 0, 0, 0);
      return _mm512_maskz_permutexvar_epi16(0x55555555, _mm512_add_epi32(first, _mm512_set1_epi32(2 * vector)), scales);
    }

  private:
    static __m512i both(const uint8_t * left, const uint8_t * right) {
      const __m512i lower = _mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *) left));
      return _mm512_inserti64x4(lower, _mm256_loadu_si256((const __m256i *) right), 1);
    }

    /** The lower four bits of the one and two bits above them of the other. */
    static __m512i joined(__m512i four_bits, __m512i low, __m512i two_bits) {
      const __m512i high = _mm512_and_si512(two_bits, _mm512_set1_epi8(48));
      // (first & second) | third
      constexpr int and_or = 0xea;
      return _mm512_ternarylogic_epi32(four_bits, low, high, and_or);
    }
  };

  /** As `q8_0::multiply`. */
  template <int rows>
  static void multiply(const block * weights, int blocks, int groups, const block *, const char * tile, float * result,
                       size_t stride) {
    const block_q6_K * column = (const block_q6_K *) weights;
    for (int first = 0; first < groups * 8; first += 2, column += 2 * blocks) {
      const char * packed = tile;
      __m512 sums[rows];
      for (int row = 0; row < rows; row++) {
        sums[row] = _mm512_setzero_ps();
      }
      for (int i = 0; i < blocks; i++) {
        request((const char *) (column + 2 * i) + bytes_ahead, 2 * sizeof(block_q6_K));
        const weights_of_pair pair(column[i], column[blocks + i]);
        const char * row_sums = packed + rows * length;
        const float * row_scales = (const float *) (row_sums + rows * sizeof(__m256i));
        __m512i products[rows];
#pragma GCC unroll 8
        for (int row = 0; row < rows; row++) {
          const __m512i excess = _mm512_madd_epi16(repeated_half(row_sums + row * sizeof(__m256i)), pair.scales);
          products[row] = _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(excess, 5));
        }
#pragma GCC unroll 8
        for (int vector = 0; vector < 8; vector++) {
          const __m512i scales = pair.scales_of(vector);
#pragma GCC unroll 8
          for (int row = 0; row < rows; row++) {
            const __m512i factors = repeated_half(packed + row * length + vector * 32);
            // Sums of four fit into 16 bits.
            const __m512i four = _mm512_dpbusd_epi32(_mm512_setzero_si512(), pair.numbers[vector], factors);
            products[row] = _mm512_dpwssd_epi32(products[row], four, scales);
          }
        }
#pragma GCC unroll 8
        for (int row = 0; row < rows; row++) {
          const __m512 scales = _mm512_mul_ps(pair.column_scales, _mm512_set1_ps(row_scales[row]));
          sums[row] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(products[row]), scales, sums[row]);
        }
        packed += rows * packed_row_bytes;
      }
      for (int row = 0; row < rows; row++) {
        float * to = result + first + row * stride;
        store_sums(sums[row], to, to + 1);
      }
    }
  }
};

#endif
