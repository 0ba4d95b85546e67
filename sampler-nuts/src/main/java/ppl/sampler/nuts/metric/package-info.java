/**
 * The metrics, the flows of trajectories with them, and how both are estimated from draws.
 *
 * <p>In: draws, and gradients there. Out: scales, the directions that are worth their cost, and whether trajectories follow the rotation of a
 * normal law. When to estimate does not belong here: see {@link ppl.sampler.nuts.warmup}. Entries: {@link
 * ppl.sampler.nuts.metric.Metric}, {@link ppl.sampler.nuts.metric.Flow}, {@link ppl.sampler.nuts.metric.Estimate}.
 */
package ppl.sampler.nuts.metric;
