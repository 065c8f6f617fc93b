#pragma once

/* The arithmetic of attention of many rows with floats, for CPUs without VNNI. */
#include "cache-rows.h"

/** 48 queries of one head, each in a column. */
struct strip {
  float * queries;
  float * sums;
  struct totals totals;
};

/** A block of keys and values, and what a thread computes with it. */
struct block {
  float * keys;
  float * values;
  float * scores;
};

static size_t floats_of_strip(int64_t key_size, int64_t value_size) {
  return (size_t) ((key_size + value_size) * strip_columns);
}

static size_t floats_of_block(int64_t key_size, int64_t value_size) {
  return (size_t) ((key_size + value_size) * key_block + key_block * strip_columns);
}

static void place_strip(struct strip * strip, float * memory, int64_t key_size, int64_t value_size) {
  (void) value_size;
  strip->queries = memory;
  strip->sums = memory + key_size * strip_columns;
}

static void place_block(struct block * block, float * memory, int64_t key_size, int64_t value_size) {
  block->keys = memory;
  block->values = block->keys + key_size * key_block;
  block->scores = block->values + value_size * key_block;
}

static void load_query(struct strip * strip, int column, const float * query, int64_t size, float factor) {
  for (int64_t step = 0; step < size; step++) {
    strip->queries[step * strip_columns + column] = query[step] * factor;
  }
}

static void load_rows(float * to, const struct ggml_tensor * from, const char * first, int count) {
  for (int row = 0; row < count; row++) {
    row_to_floats(to + row * from->ne[0], from, first + row * from->nb[1]);
  }
}

static void load_keys(struct block * block, const struct ggml_tensor * keys, const char * first, int count) {
  load_rows(block->keys, keys, first, count);
}

static void load_values(struct block * block, const struct ggml_tensor * values, const char * first, int count) {
  load_rows(block->values, values, first, count);
}

static void compute_scores(const struct strip * strip, struct block * block, int64_t key_size, int count) {
  const struct left_factor left = { block->keys, key_size, 1 };
  const struct result_rows scores = { block->scores, strip_columns, false };
  multiply(count, key_size, left, strip->queries, scores);
}

/** Weights from scores, and their sums. */
static void compute_weights(struct block * block, int count, const float * base, float * sums) {
  float totals[strip_columns] = { 0 };
  for (int key = 0; key < count; key++) {
    float * row = block->scores + key * strip_columns;
    float exponents[strip_columns];
    exponents_of(exponents, row, base);
    for (int column = 0; column < strip_columns; column++) {
      row[column] = power_of_two(exponents[column]);
      totals[column] += row[column];
    }
  }
  memcpy(sums, totals, sizeof totals);
}

static void add_values(struct strip * strip, const struct block * block, int64_t value_size, int count) {
  const struct left_factor left = { block->values, 1, value_size };
  const struct result_rows sums = { strip->sums, strip_columns, true };
  multiply((int) value_size, count, left, block->scores, sums);
}
