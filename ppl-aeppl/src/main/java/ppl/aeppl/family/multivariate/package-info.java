/**
 * Families of joint laws of vectors and matrices. In: parameters. Out: laws with event axes, and draws. Families of single numbers do
 * not belong here. {@link ppl.aeppl.family.multivariate.MvNormal} is the example to follow.
 */
package ppl.aeppl.family.multivariate;
