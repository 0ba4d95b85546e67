/**
 * Affine functions of normal variables, of any shape. In: laws that have a {@link ppl.aeppl.law.GaussianForm}. Out: normal
 * laws, of single elements where these are independent, of elements together where they share draws. Entry: {@link
 * ppl.aeppl.rule.gaussian.GaussianAffine}.
 */
package ppl.aeppl.rule.gaussian;
