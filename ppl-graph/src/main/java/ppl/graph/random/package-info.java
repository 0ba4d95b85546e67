/**
 * Random keys, counter-based bits and draws as graphs. In: seeds, names, indices; out: the same numbers on
 * every backend. Densities do not belong here. Entry: RandomKey, KeyVar.
 */
package ppl.graph.random;
