package ppl.aeppl.rule.truth;

import java.util.List;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/** Something that is true or false at random, element by element. */
interface Proposition {

    /** For messages. */
    String describe();

    /** The shape of its truth values. */
    Shape shape();

    /** The draws that it depends on. */
    Sources sources();

    /** The log of the probability that it is true, broadcastable to the shape. */
    Var logTrue();

    /** The log of the probability that it is false, broadcastable to the shape. */
    Var logFalse();

    /** A draw. */
    Var draw(KeyVar key);

    /** The constraints on the parameters of the laws that it is about. */
    List<ParameterCheck> checks();

    /** The same of some elements. */
    Capability<Proposition> elements(Rearrangement by);

    /** What a law of truth values says. */
    static Proposition of(Law law) {
        return law instanceof TruthLaw(Proposition what) ? what : new Drawn(law);
    }

    /** A truth value that has a law of its own, such as a count that is read as one. */
    record Drawn(Law law) implements Proposition {

        @Override
        public String describe() {
            return law.describe();
        }

        @Override
        public Shape shape() {
            return law.type().draw().shape();
        }

        @Override
        public Sources sources() {
            return law.type().sources();
        }

        @Override
        public Var logTrue() {
            return log(true);
        }

        @Override
        public Var logFalse() {
            return log(false);
        }

        private Var log(boolean value) {
            Var at = Functions.broadcastTo(Var.constant(value), shape());
            return law.logDensity(Value.of(at)).elementwise();
        }

        @Override
        public Var draw(KeyVar key) {
            return law.draw(key);
        }

        @Override
        public List<ParameterCheck> checks() {
            return law.checks();
        }

        @Override
        public Capability<Proposition> elements(Rearrangement by) {
            return switch (law.elements(by)) {
                case Capability.Present<Law>(Law picked) -> Capability.of(new Drawn(picked));
                case Capability.Absent<Law>(String why) -> Capability.absent(why);
            };
        }
    }
}
