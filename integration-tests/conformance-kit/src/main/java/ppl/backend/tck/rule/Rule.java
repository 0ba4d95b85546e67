package ppl.backend.tck.rule;

import java.util.List;
import org.opentest4j.AssertionFailedError;

/**
 * A numbered rule.
 *
 * @param id the letter of its {@link Area}, a chapter, a point and two digits: {@code V1.03}; an id is never used again
 * @param sentence what holds
 * @param suspects what is usually wrong with a backend that breaks it
 * @param need what its cases cannot do without
 * @param cases at least one
 */
public record Rule(String id, String sentence, String suspects, Need need, List<Case> cases) {

    /** Checks the id and that there are cases, told apart by their names. */
    public Rule {
        cases = List.copyOf(cases);
        if (!id.matches("[A-Z][0-9]\\.[0-9]{2}") || cases.isEmpty()) {
            throw new IllegalArgumentException("the rule '" + id + "' needs an id like V1.03 and at least one case");
        }
        if (cases.stream().map(Case::name).distinct().count() < cases.size()) {
            throw new IllegalArgumentException("two cases of the rule " + id + " have one name");
        }
    }

    /** A rule that needs a backend that can run here. */
    public static Rule of(String id, String sentence, String suspects, List<Case> cases) {
        return new Rule(id, sentence, suspects, Need.USABLE, cases);
    }

    /** A rule of few cases. */
    public static Rule of(String id, String sentence, String suspects, Case... cases) {
        return of(id, sentence, suspects, List.of(cases));
    }

    /** This rule with another need. */
    public Rule needing(Need other) {
        return new Rule(id, sentence, suspects, other, cases);
    }

    /** The area of its letter. */
    public Area area() {
        return Area.of(id);
    }

    /** Id and sentence. */
    public String title() {
        return id + " " + sentence;
    }

    /** Runs one case. */
    public Verdict run(Case one, Subject subject) {
        String unmet = need.unmet(subject);
        if (unmet != null) {
            return new Verdict.NotRun(unmet);
        }
        try {
            one.check().on(subject);
            return new Verdict.Passed();
        } catch (AssertionError e) {
            return new Verdict.Failed(failure(one, subject, String.valueOf(e.getMessage()), e));
        } catch (Exception | LinkageError | StackOverflowError e) {
            return new Verdict.Failed(failure(one, subject, "thrown: " + e, e));
        }
    }

    private AssertionFailedError failure(Case one, Subject subject, String what, Throwable cause) {
        String message = title() + "\n  backend  " + subject.name() + "\n  case     " + one.name() + "\n  "
                + what.replace("\n", "\n  ") + "\n  suspect  " + suspects;
        return new AssertionFailedError(message, cause);
    }
}
