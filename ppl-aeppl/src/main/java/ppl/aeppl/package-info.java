/**
 * From random graphs to log-densities.
 *
 * <p>In: a graph with random nodes and the values given to them. Out: one log-density factor per valued node; the
 * Jacobian factors of the transforms are separate. Models, sampling and execution do not belong here. Entry:
 * {@link ppl.aeppl.joint.Joint} for the density of a model, {@link ppl.aeppl.family.Family} for distributions.
 *
 * {@snippet :
 * Var mu = Normal.of(Var.constant(0.0), Var.constant(10.0)).draw("mu");
 * Var sigma = HalfNormal.of(Var.constant(1.0)).draw("sigma");
 * Var y = Normal.of(mu, sigma).draw("y", data.length);
 * JointDensity density = Joint.empty()
 *         .free("mu", mu)                          // free, on the real line: no transform
 *         .free("sigma", sigma)                    // free, sampled as log sigma
 *         .observe("y", y, Var.constant(data))
 *         .derive();
 * List<Var> u = density.unconstrained();           // inputs, one for each free variable
 * Var logp = density.total(Checks.NEG_INF);        // scalar, Jacobians included
 * Var pointwise = density.factors().getLast().elementwise(); // log-likelihood of each observation
 * List<Var> constrained = density.valuesOf(List.of(mu, sigma));
 * List<Var> start = density.start();               // unconstrained start for each of u
 * }
 */
package ppl.aeppl;
