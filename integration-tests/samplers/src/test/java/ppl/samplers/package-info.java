/** What each transition of a sampler must leave as it was, judged by Commons Statistics on targets of which everything is known. */
@NullMarked
package ppl.samplers;

import org.jspecify.annotations.NullMarked;
