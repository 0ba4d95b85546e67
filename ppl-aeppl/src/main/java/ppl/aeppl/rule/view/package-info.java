/**
 * Laws of tensors that hold the elements of a random one in another order or shape, or some of them, once or more often. In: its law
 * and the op that moves the elements. Out: the law of what is moved. Entry: {@link ppl.aeppl.rule.view.View}.
 */
package ppl.aeppl.rule.view;
