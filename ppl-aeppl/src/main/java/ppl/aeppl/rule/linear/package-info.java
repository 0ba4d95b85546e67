/**
 * Products with a square matrix and solves, of random vectors of any continuous law: the density at the solution. In: the law of the
 * vectors and a fixed matrix. Out: the law of the product. Entry: {@link ppl.aeppl.rule.linear.SquareMap}.
 */
package ppl.aeppl.rule.linear;
