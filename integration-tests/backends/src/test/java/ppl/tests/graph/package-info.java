/**
 * What graphs mean when they run: evaluation, random draws, gradients against numeric differences. In: graphs and the
 * reference backend. How a backend is chosen or how another one agrees with it is not tested here.
 */
package ppl.tests.graph;
