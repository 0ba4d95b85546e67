/**
 * Products and quotients of lognormal variables. In: laws whose log is Gaussian. Out: the law of the exponential of a Gaussian one. Entry:
 * {@link ppl.aeppl.rule.lognormal.LogNormalProduct}.
 */
package ppl.aeppl.rule.lognormal;
