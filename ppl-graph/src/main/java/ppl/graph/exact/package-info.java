/**
 * Whole numbers that their type holds: what is lost in a conversion, and which arithmetic on known numbers leaves its type. In: ops
 * and values; out: an error or nothing. Entries: Exactness, WholeNumbers.
 */
package ppl.graph.exact;
