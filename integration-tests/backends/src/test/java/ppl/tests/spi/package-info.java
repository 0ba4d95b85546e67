/**
 * Compiling and calling through the service, as a program does that has backends on its path: choice, argument checks,
 * closing, constant subgraphs computed once. In: the backends of this build. What one backend computes is not tested here.
 */
package ppl.tests.spi;
