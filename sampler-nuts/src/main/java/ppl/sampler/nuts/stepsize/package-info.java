/**
 * The step size: a first guess and its adaptation.
 *
 * <p>In: densities one leapfrog away, acceptance rates of iterations. Out: a step size. The metric does not belong here.
 * Entry: {@link ppl.sampler.nuts.stepsize.DualAveraging}.
 */
package ppl.sampler.nuts.stepsize;
