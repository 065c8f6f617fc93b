#pragma once

/* Rows of a KV cache in F16 or Q8_0. */
#include "attention.h"

#ifdef HAS_FLOAT_BLOCKS

#define GGML_COMMON_DECL_C
#include "ggml-common.h"

#include <immintrin.h>

static inline lanes lanes_of_halves(const ggml_fp16_t * halves) {
#ifdef __AVX512F__
  return (lanes) _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *) halves));
#else
  return (lanes) _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *) halves));
#endif
}

static inline void store_halves(ggml_fp16_t * to, lanes from) {
#ifdef __AVX512F__
  _mm256_storeu_si256((__m256i *) to, _mm512_cvtps_ph((__m512) from, _MM_FROUND_TO_NEAREST_INT));
#else
  _mm_storeu_si128((__m128i *) to, _mm256_cvtps_ph((__m256) from, _MM_FROUND_TO_NEAREST_INT));
#endif
}

/** Part `part` of a block's numbers. */
static inline lanes lanes_of_block(const block_q8_0 * block, int part) {
  const __m128i * bytes = (const __m128i *) (block->qs + part * lane_count);
  const float factor = _cvtsh_ss(block->d);
#ifdef __AVX512F__
  return (lanes) _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(bytes))) * factor;
#else
  return (lanes) _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(bytes))) * factor;
#endif
}

enum { block_parts = QK8_0 / lane_count };

static inline void row_to_floats(float * to, const struct ggml_tensor * from, const char * row) {
  if (from->type == GGML_TYPE_F16) {
    ggml_cpu_fp16_to_fp32((const ggml_fp16_t *) row, to, from->ne[0]);
    return;
  }
  const block_q8_0 * blocks = (const block_q8_0 *) row;
  for (int64_t block = 0; block < from->ne[0] / QK8_0; block++) {
#pragma GCC unroll 4
    for (int part = 0; part < block_parts; part++) {
      *(lanes *) (to + block * QK8_0 + part * lane_count) = lanes_of_block(&blocks[block], part);
    }
  }
}

/** Of a row in Q8_0. The eleven bits of halves hold what eight and the block's factor need. */
static inline void row_to_halves(ggml_fp16_t * to, const struct ggml_tensor * from, const char * row) {
  const block_q8_0 * blocks = (const block_q8_0 *) row;
  for (int64_t block = 0; block < from->ne[0] / QK8_0; block++) {
#pragma GCC unroll 4
    for (int part = 0; part < block_parts; part++) {
      store_halves(to + block * QK8_0 + part * lane_count, lanes_of_block(&blocks[block], part));
    }
  }
}

#endif
