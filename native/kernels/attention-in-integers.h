#pragma once

/*
 * The arithmetic of attention of many rows with 16-bit integers. A query, the keys of a block and the values of
 * a block each have one scale. The weights of a block sum up before they are scaled: a weight is at most 2^14,
 * and 64 of them form a row of at most 2^17; so a column of values may have a length of 2^14.
 */
#include "attention.h"
#include "integer-blocks.h"
#include "rounding.h"

enum { weight_unit = 1 << 14, longest_column = 16000 };

/** 48 queries of one head: the pairs of each in a column. */
struct strip {
  pair * queries;
  float * sums;
  float query_scales[strip_columns];
  struct totals totals;
};

/** A block of keys and values, and what a thread computes with it. */
struct block {
  pair * keys;
  pair * values;
  float * scores;
  pair * weights;
  /* Keys or values as floats, before there are scores. */
  float * rows;
  float key_scale;
  float value_scales[strip_columns];
};

static size_t floats_of_strip(int64_t key_size, int64_t value_size) {
  return (size_t) ((key_size / 2 + value_size) * strip_columns);
}

static size_t floats_of_block(int64_t key_size, int64_t value_size) {
  const int64_t rows = (key_size > value_size ? key_size : value_size) * key_block;
  const int64_t scores_and_weights = key_block * 3 / 2 * strip_columns;
  return (size_t) ((key_size + value_size) / 2 * key_block + (rows > scores_and_weights ? rows : scores_and_weights));
}

static void place_strip(struct strip * strip, float * memory, int64_t key_size, int64_t value_size) {
  (void) value_size;
  strip->queries = (pair *) memory;
  strip->sums = memory + key_size / 2 * strip_columns;
}

static void place_block(struct block * block, float * memory, int64_t key_size, int64_t value_size) {
  block->keys = (pair *) memory;
  block->values = block->keys + key_size / 2 * key_block;
  block->scores = (float *) (block->values + value_size * key_block / 2);
  block->weights = (pair *) (block->scores + key_block * strip_columns);
  block->rows = block->scores;
}

static void load_query(struct strip * strip, int column, const float * query, int64_t size, float factor) {
  const float scale = scale_of(extent_of(query, size));
  strip->query_scales[column] = factor * inverse_of(scale);
  for (int64_t step = 0; step < size; step += 2) {
    strip->queries[step / 2 * strip_columns + column] =
      (integer_of(query[step] * scale) & 0xffff) | (int32_t) ((uint32_t) integer_of(query[step + 1] * scale) << 16);
  }
}

static void load_keys(struct block * block, const struct ggml_tensor * keys, const char * first, int count) {
  const int64_t size = keys->ne[0];
  struct extent extent = { 0.0f, 0.0f };
  for (int key = 0; key < count; key++) {
    float * row = block->rows + key * size;
    ggml_cpu_fp16_to_fp32((const ggml_fp16_t *) (first + key * keys->nb[1]), row, size);
    extent = larger_of(extent, extent_of(row, size));
  }
  const float scale = scale_of(extent);
  block->key_scale = inverse_of(scale);
  to_integers((int16_t *) block->keys, block->rows, count * size, scale);
}

static void load_values(struct block * block, const struct ggml_tensor * values, const char * first, int count) {
  const int64_t size = values->ne[0];
  float * rows = block->rows;
  for (int key = 0; key < count; key++) {
    ggml_cpu_fp16_to_fp32((const ggml_fp16_t *) (first + key * values->nb[1]), rows + key * size, size);
  }
  if (count % 2 == 1) {
    memset(rows + count * size, 0, size * sizeof(float));
  }
  float squares[size];
  memset(squares, 0, size * sizeof(float));
  for (int key = 0; key < count; key++) {
    for (int64_t i = 0; i < size; i++) {
      squares[i] += rows[key * size + i] * rows[key * size + i];
    }
  }
  float longest = 0;
  for (int64_t i = 0; i < size; i++) {
    longest = squares[i] > longest ? squares[i] : longest;
  }
  const float scale = longest > 0.0f ? longest_column / sqrtf(longest) : 0.0f;
  for (int column = 0; column < strip_columns; column++) {
    block->value_scales[column] = inverse_of(scale * weight_unit);
  }
  for (int key = 0; key < count; key += 2) {
    const float * even = rows + key * size;
    const float * odd = even + size;
    pair * to = block->values + key / 2 * size;
    for (int64_t i = 0; i < size; i++) {
      to[i] = (integer_of(even[i] * scale) & 0xffff) | (int32_t) ((uint32_t) integer_of(odd[i] * scale) << 16);
    }
  }
}

static void compute_scores(const struct strip * strip, struct block * block, int64_t key_size, int count) {
  const struct left_pairs left = { block->keys, key_size / 2, 1, &block->key_scale, 0 };
  const struct right_pairs right = { strip->queries, strip->query_scales };
  const struct result_rows scores = { block->scores, strip_columns, false };
  multiply_pairs(count, key_size / 2, left, right, scores);
}

/** Weights from scores, and their sums as rounded. */
static void compute_weights(struct block * block, int count, const float * base, float * sums) {
  int32_t totals[strip_columns] = { 0 };
  if (count % 2 == 1) {
    for (int column = 0; column < strip_columns; column++) {
      block->scores[count * strip_columns + column] = -INFINITY;
    }
  }
  for (int key = 0; key < count; key += 2) {
    float even[strip_columns];
    float odd[strip_columns];
    exponents_of(even, block->scores + key * strip_columns, base);
    exponents_of(odd, block->scores + (key + 1) * strip_columns, base);
    pair * to = block->weights + key / 2 * strip_columns;
    for (int column = 0; column < strip_columns; column++) {
      const int32_t low = integer_of(power_of_two(even[column]) * weight_unit) & 0xffff;
      const int32_t high = integer_of(power_of_two(odd[column]) * weight_unit) & 0xffff;
      totals[column] += low + high;
      to[column] = low | high << 16;
    }
  }
  for (int column = 0; column < strip_columns; column++) {
    sums[column] = (float) totals[column] * (1.0f / weight_unit);
  }
}

static void add_values(struct strip * strip, const struct block * block, int64_t value_size, int count) {
  static const float one = 1.0f;
  const struct left_pairs left = { block->values, 1, value_size, &one, 0 };
  const struct right_pairs right = { block->weights, block->value_scales };
  const struct result_rows sums = { strip->sums, strip_columns, true };
  multiply_pairs((int) value_size, (count + 1) / 2, left, right, sums);
}
