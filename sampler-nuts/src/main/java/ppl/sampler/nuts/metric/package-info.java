/**
 * The diagonal metric and how it is estimated from draws.
 *
 * <p>In: draws, and gradients there. Out: a variance per coordinate. When to estimate does not belong here: see {@link
 * ppl.sampler.nuts.warmup}. Entry: {@link ppl.sampler.nuts.metric.DiagonalMetric}.
 */
package ppl.sampler.nuts.metric;
