/**
 * Posterior on which samplers are compared: easy and hard geometries, from text books and made by fixed seeds. A new one is one
 * factory and one entry in {@link ppl.benchmarks.posterior.Posterior}.
 */
@NullMarked
package ppl.benchmarks.posterior;

import org.jspecify.annotations.NullMarked;
