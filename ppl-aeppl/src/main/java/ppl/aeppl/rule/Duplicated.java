package ppl.aeppl.rule;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.graph.Var;

/**
 * A law of copies: of elements that are equal, since each is one of another tensor's. A function that treats all copies of an element alike
 * makes copies of the function's value there, so no rule for functions knows of copies.
 */
public interface Duplicated extends Law {

    /** The law of what there are copies of. */
    Law original();

    /**
     * Something fixed, broadcastable to the copies, as it is beside each element that there are copies of.
     *
     * @return broadcastable to a draw of the original; null unless it is certain to be the same for all copies of an element
     */
    @Nullable
    Var atOriginal(Var fixed);

    /** The law of the same copies of something else with elements at the same places; absent where it is not taken apart. */
    Capability<Law> copiesOf(Law other);
}
