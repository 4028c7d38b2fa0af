"""Cutting folded text into words with jieba's dictionary, HMM off: fast with `rjieba`, or the same slowly where its binary is missing."""

try:
    from index.fast_segmenter import cut, cut_for_search, tokenize_for_search
except ImportError:
    from index.reference_segmenter import cut, cut_for_search, tokenize_for_search

__all__ = ["cut", "cut_for_search", "tokenize_for_search"]
