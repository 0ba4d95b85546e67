/**
 * Explicit repetition of a random value: copies that agree. In: the law of the value. Out: a law on the diagonal. Entry: {@link
 * ppl.aeppl.rule.copies.Repeated}.
 */
package ppl.aeppl.rule.copies;
