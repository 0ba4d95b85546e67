/**
 * The law of a draw that is picked at random from one of several laws. In: the laws of the components, several of them or one with an
 * axis of components, and the logs of their weights. Out: a law. Which expressions have such a law does not belong here. Entry:
 * {@link ppl.aeppl.rule.mixture.MixtureLaw}.
 */
package ppl.aeppl.rule.mixture;
