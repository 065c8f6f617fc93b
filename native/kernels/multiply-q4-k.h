#pragma once
#include "rows-tile.h"

#ifdef HAS_MULTIPLY

/**
 * Q4_K weights times rows, with AVX-512 VNNI.
 *
 * Weights, as llama.cpp arranges them: a group is eight columns; its blocks hold 256 weights of each column, in
 * eight parts of 32 with a scale and a minimum each. 256 bytes hold two parts, one in the lower four bits and
 * one in the upper, in runs of eight, column by column. Twelve bytes hold the scales and minimums of a part, of
 * six bits each.
 *
 * A packed block holds 256 signed bytes for each row, then eight sums for each row, then a scale for each row.
 */
struct q4_k {
  using block = block_q4_Kx8;
  static constexpr ggml_type type = GGML_TYPE_Q4_K;
  /** Weights of a column in a block. */
  static constexpr int length = QK_K;
  static constexpr int parts = 8;
  static constexpr int packed_row_bytes = QK_K + parts * sizeof(int16_t) + sizeof(double);
  /** Blocks that are packed at a time. */
  static constexpr int packed_run = 2;
  static constexpr int64_t most_rows = INT64_MAX;

  static bool takes(const ggml_tensor * weights) { return is_repacked(weights); }

  /** As `q4_0::pack`. */
  static void pack(const float * row, int first, int count, char * tile, int index, int rows) {
    block_q8_K quantized[packed_run];
    ggml_get_type_traits_cpu(GGML_TYPE_Q8_K)->from_float(row + first * length, quantized, count * length);
    for (int i = 0; i < count; i++) {
      char * packed = tile + (size_t) (first + i) * rows * packed_row_bytes;
      memcpy(packed + index * length, quantized[i].qs, length);
      int16_t * sums = (int16_t *) (packed + rows * length) + index * parts;
      for (int part = 0; part < parts; part++) {
        sums[part] = quantized[i].bsums[2 * part] + quantized[i].bsums[2 * part + 1];
      }
      ((float *) (packed + rows * (length + parts * sizeof(int16_t))))[index] = quantized[i].d;
    }
  }

  /** The scales and minimums of the two groups' columns, left and right, for each part. */
  struct factors {
    alignas(16) uint8_t scales[parts][16];
    alignas(16) uint8_t minimums[parts][16];

    factors(const block & left, const block & right) {
      for (int part = 0; part < parts; part++) {
        unpack(left.scales + part * 12, part, 0);
        unpack(right.scales + part * 12, part, 8);
      }
    }

    void unpack(const uint8_t * bytes, int part, int at) {
      uint32_t words[3];
      memcpy(words, bytes, sizeof words);
      const uint32_t six = 0x3f3f3f3f, four = 0x0f0f0f0f, two = 0x03030303;
      const uint64_t later_scales = (words[2] & four) | (((words[0] >> 6) & two) << 4);
      const uint64_t later_minimums = ((words[2] >> 4) & four) | (((words[1] >> 6) & two) << 4);
      const uint64_t all_scales = (words[0] & six) | later_scales << 32;
      const uint64_t all_minimums = (words[1] & six) | later_minimums << 32;
      memcpy(scales[part] + at, &all_scales, sizeof all_scales);
      memcpy(minimums[part] + at, &all_minimums, sizeof all_minimums);
    }
  };

  /** As `q4_0::multiply`. */
  template <int rows>
  static void multiply(const block * weights, int blocks, int groups, const block * next, const char * tile,
                       float * result, size_t stride) {
    const __m512i lower_bits = _mm512_set1_epi8(0x0f);
    // Packing two groups' sums to 16 bits puts columns 0 and 1 of the left group before those of the right one,
    // then 2 and 3.
    const __m256i packed_scales = _mm256_setr_epi8(0, 0, 1, 1, 8, 8, 9, 9, 2, 2, 3, 3, 10, 10, 11, 11, 4, 4, 5, 5, 12, 12,
                                                   13, 13, 6, 6, 7, 7, 14, 14, 15, 15);
    const __m512i packed_order = _mm512_setr_epi32(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);
    const __m512i own_order = _mm512_setr_epi32(0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15);
    for (int group = 0; group < groups; group += 2) {
      const group_pair<block> pair(weights, group, blocks, groups, next);
      const char * packed = tile;
      __m512 sums[rows];
      __m512 minimum_sums[rows];
      for (int row = 0; row < rows; row++) {
        sums[row] = minimum_sums[row] = _mm512_setzero_ps();
      }
      for (int i = 0; i < blocks; i++) {
        const factors factors(pair.left[i], pair.right[i]);
        const int16_t * row_sums = (const int16_t *) (packed + rows * length);
        const float * row_scales = (const float *) (row_sums + rows * parts);
        __m512i scaled[rows];
        __m512i scaled_minimums[rows];
        for (int row = 0; row < rows; row++) {
          scaled[row] = scaled_minimums[row] = _mm512_setzero_si512();
        }
        for (int two = 0; two < parts / 2; two++) {
          pair.template request_ahead<parts / 2>(i, two);
          const uint8_t * left_bytes = pair.left[i].qs + two * 256;
          const uint8_t * right_bytes = pair.right[i].qs + two * 256;
          for (int half = 0; half < 2; half++) {
            const int part = two * 2 + half;
            __m512i left_runs[4];
            __m512i right_runs[4];
            for (int run = 0; run < 4; run++) {
              const __m512i left_run = _mm512_loadu_si512(left_bytes + run * 64);
              const __m512i right_run = _mm512_loadu_si512(right_bytes + run * 64);
              left_runs[run] = _mm512_and_si512(half == 0 ? left_run : _mm512_srli_epi16(left_run, 4), lower_bits);
              right_runs[run] = _mm512_and_si512(half == 0 ? right_run : _mm512_srli_epi16(right_run, 4), lower_bits);
            }
            const __m256i bytes = _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *) factors.scales[part]));
            const __m512i scales = _mm512_cvtepu8_epi16(_mm256_shuffle_epi8(bytes, packed_scales));
#pragma GCC unroll 8
            for (int row = 0; row < rows; row++) {
              __m512i left_sums = _mm512_setzero_si512();
              __m512i right_sums = _mm512_setzero_si512();
              add_runs(left_sums, right_sums, left_runs, right_runs, packed + row * length + part * 32);
              // Each sum has 16 products: at most 15 * 127 * 16, which fits.
              scaled[row] = _mm512_dpwssd_epi32(scaled[row], _mm512_packs_epi32(left_sums, right_sums), scales);
            }
          }
          const __m128i first = _mm_load_si128((const __m128i *) factors.minimums[two * 2]);
          const __m128i second = _mm_load_si128((const __m128i *) factors.minimums[two * 2 + 1]);
          const __m512i minimums = _mm512_cvtepu8_epi16(_mm256_set_m128i(_mm_unpackhi_epi8(first, second), _mm_unpacklo_epi8(first, second)));
          for (int row = 0; row < rows; row++) {
            int32_t two_sums;
            memcpy(&two_sums, row_sums + row * parts + two * 2, sizeof two_sums);
            scaled_minimums[row] = _mm512_dpwssd_epi32(scaled_minimums[row], minimums, _mm512_set1_epi32(two_sums));
          }
        }
        const __m512 column_scales = _mm512_permutexvar_ps(packed_order, scales_of(pair.left[i].d, pair.right[i].d));
        const __m512 column_minimums = scales_of(pair.left[i].dmin, pair.right[i].dmin);
        for (int row = 0; row < rows; row++) {
          const __m512 row_scale = _mm512_set1_ps(row_scales[row]);
          sums[row] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(scaled[row]), _mm512_mul_ps(column_scales, row_scale), sums[row]);
          minimum_sums[row] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(scaled_minimums[row]), _mm512_mul_ps(column_minimums, row_scale), minimum_sums[row]);
        }
        packed += rows * packed_row_bytes;
      }
      for (int row = 0; row < rows; row++) {
        const __m512 difference = _mm512_sub_ps(_mm512_permutexvar_ps(own_order, sums[row]), minimum_sums[row]);
        pair.store(result + group * 8 + row * stride, difference);
      }
    }
  }
};

#endif
