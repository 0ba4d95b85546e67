package ppl.aeppl.law;

import java.util.List;
import java.util.Map;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/** A law that is the same as another one, except for the methods that it overrides. */
public interface LawDecorator extends Law {

    /** The other law. */
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

    /** To be said by each: the elements of a decorated law are decorated too. By default none are taken apart. */
    @Override
    default Capability<Law> elements(Rearrangement by) {
        return Law.super.elements(by);
    }

    @Override
    default Capability<Moments> moments() {
        return decorated().moments();
    }

    /** To be said by each: what the other's value implies, this one's need not, as a sum does not imply its summands. */
    @Override
    Map<Var, Value> recover(Value value);

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

    @Override
    default List<ParameterCheck> checks(Value value) {
        return decorated().checks(value);
    }
}
