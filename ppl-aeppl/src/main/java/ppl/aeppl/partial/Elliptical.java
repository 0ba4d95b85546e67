package ppl.aeppl.partial;

import java.util.List;
import ppl.graph.Var;

/** A family of vectors along the last axis whose level sets are ellipsoids: normal and t. Elements that are seen tell the others in closed form. */
public interface Elliptical {

    /** The ellipsoids of a law of the family. */
    Ellipsoids ellipsoids(List<Var> parameters);
}
