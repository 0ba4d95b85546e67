package ppl.aeppl.law;

import java.util.List;
import java.util.Map;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/** A law that is another one but for what it says itself. */
public interface LawDecorator extends Law {

    /** The other one. */
    Law decorated();

    @Override
    default String describe() {
        return decorated().describe();
    }

    @Override
    default LawType type() {
        return decorated().type();
    }

    @Override
    default LogTerms logDensity(Value value) {
        return decorated().logDensity(value);
    }

    @Override
    default List<Atom> atoms() {
        return decorated().atoms();
    }

    @Override
    default Capability<EventProbability> events() {
        return decorated().events();
    }

    @Override
    default Capability<Quantile> quantile() {
        return decorated().quantile();
    }

    @Override
    default <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return decorated().form(kind);
    }

    @Override
    default Capability<Moments> moments() {
        return decorated().moments();
    }

    @Override
    default Map<Var, Value> recover(Value value) {
        return decorated().recover(value);
    }

    @Override
    default Var supportPoint() {
        return decorated().supportPoint();
    }

    @Override
    default Var draw(KeyVar key) {
        return decorated().draw(key);
    }

    @Override
    default List<ParameterCheck> checks() {
        return decorated().checks();
    }
}
