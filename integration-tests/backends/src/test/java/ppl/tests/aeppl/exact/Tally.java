package ppl.tests.aeppl.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/** What a run of many random cases came to. */
final class Tally {

    private final List<String> wrong = new ArrayList<>();
    private int cases;
    private int untold;
    private int asked;
    private int refused;
    private int slopes;

    int cases() {
        return cases;
    }

    List<String> wrong() {
        return wrong;
    }

    /** An expression is asked for in one way. */
    void ask() {
        asked++;
    }

    void refuse() {
        refused++;
    }

    /** A value has no exact reference. */
    void leaveOut() {
        untold++;
    }

    void judge(boolean right, String what) {
        cases++;
        note(right, what);
    }

    void judgeSlope(boolean right, String what) {
        slopes++;
        note(right, what);
    }

    void note(boolean right, String what) {
        if (!right) {
            wrong.add(what);
        }
    }

    /** Asserts that nothing is wrong, and that enough was asked. */
    void close() {
        assertEquals(List.of(), wrong, wrong.size() + " wrong of " + this);
        assertTrue(untold < cases / 50, this::toString);
        assertTrue(refused < asked / 5 + 2, this::toString);
        assertTrue(slopes > cases / 50, this::toString);
    }

    @Override
    public String toString() {
        return cases + " values and " + slopes + " slopes (" + untold + " values could not be told exactly, " + refused
                + " expressions refused of " + asked + ")";
    }
}
