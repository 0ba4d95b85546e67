/**
 * Log-densities of chains of maps and clips in decimal arithmetic of as many digits as it takes, to which those of the system
 * are compared. Nothing here shares code with the system's numerics. Entry: {@link ppl.tests.aeppl.exact.Chain}.
 */
package ppl.tests.aeppl.exact;
