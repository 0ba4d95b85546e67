/**
 * Simulation-based calibration of models. In: models whose posteriors are known or sampled, and models and fits that are wrong on purpose. Out: tests
 * that ranks are uniform for the ones and not for the others.
 */
@NullMarked
package ppl.examples.calibration;

import org.jspecify.annotations.NullMarked;
