/**
 * The rules, one class an area.
 *
 * <p>In: the tables. Out: lists of {@link ppl.backend.tck.rule.Rule}. A new rule is a line in its area's list with its
 * cases; a new area is a class and a line in {@link ppl.backend.tck.areas.KitRules}. A rule that only one backend could
 * keep or break does not belong here, but in that backend's own tests. Entry: {@link ppl.backend.tck.areas.KitRules}.
 */
package ppl.backend.tck.areas;
