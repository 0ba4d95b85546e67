/**
 * What each transition of a sampler must leave as it was, judged by Commons Statistics on targets of which everything is known.
 *
 * <p>Where that judge is itself wrong, shown without PPL in {@code findings/}: the tails of its Cauchy law ({@code commons-statistics-cauchy-tails.sh}) and the upper tail of its truncated normal
 * law ({@code commons-statistics-truncated-normal-upper-tail.sh}). Neither law is asked here.
 */
@NullMarked
package ppl.samplers;

import org.jspecify.annotations.NullMarked;
