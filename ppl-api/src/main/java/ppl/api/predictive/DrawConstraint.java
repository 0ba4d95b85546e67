package ppl.api.predictive;

import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * A constraint on a parameter of a variable that is drawn, which may not hold.
 *
 * @param name the variable
 * @param node the variable in the model
 * @param check in nodes that are functions of inputs
 */
record DrawConstraint(String name, Var node, ParameterCheck check) {

    Var holds() {
        return Functions.all(check.holds());
    }
}
