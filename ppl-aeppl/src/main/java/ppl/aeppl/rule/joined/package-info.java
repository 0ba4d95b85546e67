/**
 * Laws of tensors that are put together from others, random or not. In: the laws of the parts, or the parts in a sequence where they
 * depend on each other. Out: their joint law. Entry: {@link ppl.aeppl.rule.joined.Joining}.
 */
package ppl.aeppl.rule.joined;
