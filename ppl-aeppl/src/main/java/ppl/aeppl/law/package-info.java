/**
 * What the law of a random node is: its type (base measure, support, event and batch axes, sources), its log-density and
 * what else it can do, all as functions that build graph; and the maps by which supports are reached from coordinates that
 * move freely, a {@link ppl.aeppl.law.Bijector} for each {@link ppl.aeppl.law.Support}.
 *
 * <p>In: parameters and values as nodes. Out: nodes. Families of laws, derivation rules and the assembly of a joint density
 * do not belong here. Entry: {@link ppl.aeppl.law.Law}; the density it returns is a {@link ppl.aeppl.law.LogTerms}, and
 * what it is evaluated at a {@link ppl.aeppl.law.Value}.
 */
package ppl.aeppl.law;
