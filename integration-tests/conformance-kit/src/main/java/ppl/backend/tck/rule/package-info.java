/**
 * What a rule is.
 *
 * <p>In: a backend, wrapped as a {@link ppl.backend.tck.rule.Subject}. Out: an {@link ppl.backend.tck.rule.Verdict} for
 * each case of each {@link ppl.backend.tck.rule.Rule}. The rules themselves do not belong here, nor how a test engine
 * runs them. Entry: {@link ppl.backend.tck.rule.Rule}.
 */
package ppl.backend.tck.rule;
