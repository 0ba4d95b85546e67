/**
 * Work that several threads share, and until when they go on with it.
 *
 * <p>In: numbered pieces that do not depend on each other. Out: all of them done, or those that a deadline left time for. What the
 * pieces are does not belong here. Entry: {@link ppl.api.work.SharedWork}.
 */
package ppl.api.work;
