/**
 * The mode of a posterior, and the normal law around it: maximum a posteriori estimates and Laplace's approximation.
 *
 * <p>In: a model and options. Out: {@link ppl.api.mode.MapEstimate} and {@link ppl.api.mode.LaplaceFit}, each with {@link
 * ppl.api.inference.InferenceData}. A maximum is searched by {@link ppl.api.optimize.Lbfgs}, then judged by second derivatives: what is no maximum
 * says so, and names the direction. How a function is minimised does not belong here, and neither does what samplers need. Entries: {@link
 * ppl.api.Model#findMap()}, {@link ppl.api.Model#laplace()}.
 */
package ppl.api.mode;
