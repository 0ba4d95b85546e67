package ppl.aeppl.rule.loop;

import java.util.Collection;
import java.util.stream.Collectors;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Outcome;
import ppl.graph.Var;

/** Why a loop has no law, and what to do. */
record Refusals(Application at) {

    private static final String STACK =
            "observe what all steps give, result.states() or result.output(), of which this is a part";

    private Outcome.Refused of(DensityCode code, String why, String fix) {
        return at.refused(Recurrence.ID, code, why, fix);
    }

    Outcome.Refused notRandom() {
        return of(
                DensityCode.DEGENERATE,
                "nothing random in the loop reaches this result of it: a point mass, which has no density",
                "leave it out");
    }

    Outcome.Refused whileLoop() {
        return of(
                DensityCode.NO_RULE,
                "a loop that goes on while something random is so makes a random number of steps, and what it leaves has no law here",
                "write it as a scan of a known number of steps, or observe a distribution whose parameters the loop computes");
    }

    Outcome.Refused notStacked() {
        return of(
                DensityCode.NO_RULE,
                "what is left after the last step depends on what is random in all of them, and has no closed law here",
                STACK);
    }

    Outcome.Refused unknownSteps() {
        return of(
                DensityCode.NO_RULE,
                "how many steps are made is random, or depends on what the steps compute",
                "give the loop a number of steps that has a value");
    }

    Outcome.Refused randomStart(Collection<Var> first) {
        return of(
                DensityCode.UNVALUED_SOURCE,
                "the first step starts from " + names(first)
                        + ", random and without a value, so the steps depend on each other through it",
                "give " + names(first) + " a value, or observe it together with the states, concat(start, states)");
    }

    Outcome.Refused sameInAll(Collection<Var> others) {
        boolean one = others.size() == 1;
        return of(
                DensityCode.DEPENDENT_OPERANDS,
                "every step may read all of " + names(others) + ", random and without " + (one ? "a value" : "values")
                        + ", so the steps depend on each other through " + (one ? "it" : "them"),
                "give " + names(others) + (one ? " a value" : " values")
                        + "; or, where each step takes an element of its own, go over the tensor: Scan.over(...), t.element()");
    }

    Outcome.Refused enterTwice(Collection<Var> draws) {
        return of(
                DensityCode.DEPENDENT_OPERANDS,
                "elements of " + names(draws)
                        + " enter the loop by two of the tensors it goes over, so steps share them",
                "go over " + names(draws) + " once, and carry what a later step needs as a state");
    }

    Outcome.Refused dependentRows(Var tensor, Law law, String why) {
        return of(
                DensityCode.DEPENDENT_OPERANDS,
                "the steps take rows of " + tensor.label() + " ~ " + law.describe() + ", which " + why,
                "draw it so that its rows are independent of each other, and let the loop make the dependence");
    }

    Outcome.Refused fixedStep() {
        return of(
                DensityCode.DEGENERATE,
                "what a step gives follows from the steps before it, so the first row is no random value",
                "give the state after the step, which what is random in the step has reached");
    }

    Outcome.Refused step(Var given, Outcome.Refused why) {
        return of(
                why.code(),
                "a step, given those before it, makes " + given.expression() + ": " + why.why(),
                why.fix().isEmpty()
                        ? "let a step give something that has a law, such as a one-to-one function of one random element"
                        : why.fix());
    }

    Outcome.Refused hidden(int state, Collection<Var> draws) {
        return of(
                DensityCode.UNVALUED_SOURCE,
                "state " + state + " after a step depends on " + names(draws)
                        + ", and does not follow from what the step gives: what comes next depends on what is not known",
                "give the states values: make result.states(" + state
                        + ") a variable of its own, and let what is observed depend on it; or let the step give all that it tells as one vector");
    }

    private static String names(Collection<Var> nodes) {
        return nodes.stream().map(x -> "'" + x.label() + "'").distinct().collect(Collectors.joining(" and "));
    }
}
