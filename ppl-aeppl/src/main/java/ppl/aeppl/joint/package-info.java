/**
 * The joint log-density of random nodes with values.
 *
 * <p>In: a {@link ppl.aeppl.joint.Joint}, which says for each random node whether it is free or observed. Out: a
 * {@link ppl.aeppl.joint.JointDensity}: one factor for each valued node, with Jacobian factors and constraints on
 * parameters listed separately, all as a graph without draws. Which values to try, and running the graph, do not belong here. Entry:
 * {@link ppl.aeppl.joint.Joint#empty}.
 */
package ppl.aeppl.joint;
