/**
 * What is to be done with each variable of a model, and why: the step between a model and its density.
 *
 * <p>In: a {@link ppl.api.Model}. Out: a {@link ppl.api.plan.Plan} and the joint log-density of what is sampled. Where
 * coordinates lie, compiling and sampling do not belong here. Entry: {@link ppl.api.Model#plan}.
 */
package ppl.api.plan;
