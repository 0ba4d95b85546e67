package ppl.graph.compile;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import ppl.graph.GraphException;

/** Finds the graph compiler that is present. */
public final class GraphCompilers {

    private GraphCompilers() {}

    /** The compiler; an error that says which dependency to add if there is none, or which two clash. */
    public static GraphCompiler find() {
        return Holder.COMPILER;
    }

    private static GraphCompiler load() {
        List<GraphCompiler> found = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        Iterator<ServiceLoader.Provider<GraphCompiler>> providers =
                ServiceLoader.load(GraphCompiler.class, GraphCompilers.class.getClassLoader()).stream().iterator();
        while (providers.hasNext()) {
            try {
                found.add(providers.next().get());
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                reasons.add(e.toString());
            }
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            throw new GraphException("no graph compiler is present: add a backend to your dependencies, for example "
                    + "dev.ppl:backend-vector" + (reasons.isEmpty() ? "" : " (found, but not usable: " + reasons + ")"));
        }
        throw new GraphException("several graph compilers are present, keep one: "
                + found.stream().map(c -> c.getClass().getName()).toList());
    }

    private static final class Holder {
        static final GraphCompiler COMPILER = load();
    }
}
