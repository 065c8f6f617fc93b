#pragma once

#include "float-blocks.h"
#include "ggml-cpu-impl.h"
#include "ggml-cpu.h"
#include "tanh-of.h"

/** Keys and values are converted in blocks of this size. */
enum { key_block = 64 };

/** The operands of attention, and the parameters that llama.cpp passes. */
struct attention {
  const struct ggml_tensor * queries;
  const struct ggml_tensor * keys;
  const struct ggml_tensor * values;
  const struct ggml_tensor * mask;
  const struct ggml_tensor * sinks;
  struct ggml_tensor * result;
  float scale;
  float max_bias;
  float cap;
};

static inline struct attention attention_of(struct ggml_tensor * result) {
  const float * parameters = (const float *) result->op_params;
  const struct attention attention = {
    .queries = result->src[0],
    .keys = result->src[1],
    .values = result->src[2],
    .mask = result->src[3],
    .sinks = result->src[4],
    .result = result,
    .scale = parameters[0],
    .max_bias = parameters[1],
    .cap = parameters[2],
  };
  return attention;
}

#ifdef HAS_FLOAT_BLOCKS

/** Of the memory that llama.cpp reserves for its own kernels, a thread's share. */
static inline size_t floats_per_thread(const struct ggml_compute_params * params) {
  return params->wsize / sizeof(float) / params->nth / 16 * 16;
}

/** Scores are logarithms to the base 2, because powers of two are computed. */
static const float log2_of_e = 1.44269504f;

/**
 * How much scores are below those of `base`, to the smallest power of two. A loop of its own, because compilers
 * would compute the power of that constant in a branch and not vectorise the rest.
 */
static inline void exponents_of(float * exponents, const float * scores, const float * base) {
  for (int column = 0; column < strip_columns; column++) {
    const float difference = scores[column] - base[column];
    exponents[column] = difference < -126.0f ? -126.0f : difference;
  }
}

/** The largest score so far, and the sum of the weights relative to it, of each query. */
struct totals {
  float largest[strip_columns];
  float sum[strip_columns];
};

#endif
