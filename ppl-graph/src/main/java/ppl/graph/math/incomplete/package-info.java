/**
 * The regularised incomplete gamma and beta functions, both tails in log form, their derivatives and inverses. In: nodes;
 * out: the smaller tail as an integral of its own, so that no tail is lost to a difference from 1. Laws that use them do not
 * belong here. Entry: {@link ppl.graph.Functions}.
 */
package ppl.graph.math.incomplete;
