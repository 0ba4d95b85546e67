package ppl.aeppl.family.multivariate;

import java.util.Map;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/**
 * The law of a series, which has moments if its first values have.
 *
 * @param decorated the law without regard to that
 * @param first the mean of the first values
 */
record SeriesLaw(Law decorated, Capability<Var> first) implements LawDecorator {

    @Override
    public Capability<Moments> moments() {
        return switch (first) {
            case Capability.Present<Var> _ -> decorated.moments();
            case Capability.Absent<Var>(String why) -> Capability.absent(why);
        };
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return decorated.elements(by);
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return decorated.recover(value);
    }
}
